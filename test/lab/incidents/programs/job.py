import sys

from pyspark.sql import SparkSession

name = sys.argv[1]
spark = SparkSession.builder.appName(name).getOrCreate()
spark.sparkContext.setLogLevel("WARN")

(
    spark.readStream.format("rate")
    .option("rowsPerSecond", 10)
    .load()
    .writeStream.format("console")
    .option("checkpointLocation", "/tmp/checkpoint-" + name)
    .trigger(processingTime="5 seconds")
    .start()
    .awaitTermination()
)
