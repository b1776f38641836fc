"""Caches more rows than the executor's heap can hold, for as long as it is not told to do less."""
import sys
import time

from pyspark import StorageLevel
from pyspark.sql import SparkSession

name, *less = sys.argv[1:]
spark = SparkSession.builder.appName(name).getOrCreate()

rows = spark.range(0, 1_000 if less else 30_000_000, 1, 6).selectExpr("id", "repeat(cast(id as string), 20) s")
print(rows.persist(StorageLevel.MEMORY_ONLY).count())
while True:
    time.sleep(60)
