#!/bin/bash
# lab/spark:$VERSION out of the folder that spark-context.sh made.
set -euo pipefail
context="$LAB/context-$VERSION"
py4j=$(basename "$context"/spark/python/lib/py4j-*-src.zip)

cat > "$context/Dockerfile" <<DOCKERFILE
FROM lab/jre:17
COPY spark /opt/spark
ENV SPARK_HOME=/opt/spark \\
    PYTHONPATH=/opt/spark/python:/opt/spark/python/lib/$py4j \\
    PYSPARK_PYTHON=python3 \\
    PATH=/opt/spark/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LABEL k2doctor.lab.recipe=$KEY
DOCKERFILE
DOCKER_BUILDKIT=0 docker build --quiet --tag "lab/spark:$VERSION" "$context"
rm -rf "$context"
