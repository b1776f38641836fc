import sys
import time

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName(sys.argv[1]).getOrCreate()
while True:
    time.sleep(60)
