"""Three streams of one application. Each is well, or ill in its own way: "failing", "nowhere", "drowning"."""
import random
import sys
import time

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, udf
from pyspark.sql.types import LongType

name, *ill = sys.argv[1:]
spark = SparkSession.builder.appName(name).getOrCreate()


def rate(rows):
    return spark.readStream.format("rate").option("rowsPerSecond", rows).load()


def start(query, writer, seconds):
    writer.queryName(query).trigger(processingTime=f"{seconds} seconds").option("checkpointLocation", f"/tmp/{query}").start()


@udf(LongType())
def flaky(value):
    if "failing" in ill and random.random() < 0.05:
        raise ValueError(f"bad row {value}")
    return value


def work(rows, _):
    if "drowning" in ill:
        time.sleep(rows.count() * 0.03)


start("readings", rate(10).select(flaky(col("value")).alias("value")).writeStream.format("console"), 2)
start("alarms", rate(10).filter("value < 0" if "nowhere" in ill else "value >= 0").writeStream.format("console"), 2)
start("copies", rate(50).writeStream.foreachBatch(work), 3)
spark.streams.awaitAnyTermination()
