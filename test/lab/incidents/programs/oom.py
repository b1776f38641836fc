"""Fills what it is told to: an executor's heap ("jvm") or a Python worker beside it ("python")."""
import sys
import time

from pyspark import StorageLevel
from pyspark.sql import SparkSession

name, kind = sys.argv[1:]
spark = SparkSession.builder.appName(name).getOrCreate()
spark.sparkContext.setLogLevel("WARN")


def eat(_):
    keep = []
    while True:
        keep.append(bytearray(32 << 20))
        time.sleep(0.02)


if kind == "jvm":
    rows = spark.range(0, 60_000_000, 1, 6).selectExpr("id", "repeat(cast(id as string), 20) s")
    print(rows.persist(StorageLevel.MEMORY_ONLY).count())
else:
    print(spark.sparkContext.parallelize([1], 1).mapPartitions(eat).count())
