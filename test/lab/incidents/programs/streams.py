"""The streams that are named. Each is well, or ill in its own way: readings:failing, alarms:nowhere, copies:drowning."""
import sys
import time

from pyspark import TaskContext
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, udf
from pyspark.sql.types import LongType

name, *streams = sys.argv[1:]
spark = SparkSession.builder.appName(name).getOrCreate()


def rate(rows):
    return spark.readStream.format("rate").option("rowsPerSecond", rows).load()


def readings(illness):
    @udf(LongType())
    def checked(value):
        # Every task once: Spark tries it again, and the job goes on.
        if illness == "failing" and TaskContext.get().attemptNumber() == 0:
            raise ValueError(f"bad row {value}")
        return value

    return rate(10).select(checked(col("value")).alias("value")).writeStream.format("console")


def alarms(illness):
    return rate(10).filter("value < 0" if illness == "nowhere" else "value >= 0").writeStream.format("console")


def copies(illness):
    def copy(rows, _):
        time.sleep(rows.count() * (0.03 if illness == "drowning" else 0))

    return rate(50).writeStream.foreachBatch(copy)


KNOWN = {"readings": readings, "alarms": alarms, "copies": copies}
for stream in streams:
    query, _, illness = stream.partition(":")
    # Seldom enough for a busy machine, and often enough to drown soon.
    trigger = "2 seconds" if illness == "drowning" else "15 seconds"
    writer = KNOWN[query](illness).queryName(query).trigger(processingTime=trigger)
    writer.option("checkpointLocation", f"/tmp/{query}").start()
spark.streams.awaitAnyTermination()
