/** What `init` writes: every setting with its default, commented out. `# text` explains, `#key: value` is to be uncommented. */
export const TEMPLATE = `# Settings of k2doctor for this project. Flags win over K2DOCTOR_* variables, those over this file,
# and this file over x-k2doctor in the compose file. What is in force, and why: k2doctor config --explain
# Its JSON Schema, for editors: schema/config.schema.json of the package.

# Format of the report on standard output.
#format: text

# Lowest severity that makes exit code 1: critical, warning, info or never.
#fail-on: warning

# Evidence whose absence makes exit code 3, beside compose, docker and the master.
#require: [spark-workers, spark-drivers]

# Limit for the whole run, in seconds.
#timeout: 10

# The master's address, where it is not found by itself: its web page or its spark:// address.
#master: http://localhost:8080

# Known findings: only new ones fail. Written by: k2doctor check --write-baseline FILE
#baseline: .k2doctor-baseline.json

# Where a signal becomes a warning, and where critical.
#thresholds:
#  cores-used: { warning: 80 %, critical: 95 % }
#  headroom: 30 %
#  waiting: { warning: 2 min, critical: 5 min }
#  worker-memory: { warning: 75 %, critical: 90 % }
#  worker-cpu: 50 %
#  task-failures: { warning: 1, critical: 5 }    # a minute
#  commit-latency: 1 s
#  idle-cores: { cores: 2, share: 10 % }         # asks for at least 2, uses less than a tenth of one

# Severity of rules: critical, warning, info or off; for all services or for some. k2doctor rules lists them.
#rules:
#  capacity/low-headroom: info
#  drift/stale-command:
#    severity: critical
#    services:
#      "notebook-*": info

# Findings to leave out of the counts and the exit code. Shown with --show-suppressed, ignored under --strict.
# In the compose file the same is said by a comment at, or above, a service or field:
#   # k2doctor ignore=drift/stale-command pinned until the migration
#ignore:
#  - rule: drift/orphan-container
#    subject: "load-test-*"
#    reason: started by hand for load tests
#    expires: 2030-12-31

# Fields that are expected to differ between file and container. A service's label says it too: its name is
# k2doctor.ignore-drift.FIELD, its value the reason.
#ignore-drift:
#  - field: environment.BUILD_ID
#    service: "*"
#    reason: set by the pipeline

# Which application a service runs, where nothing seen tells it: service, then the name in the master's list.
#applications:
#  silver-transformation: SilverTransformation
`;
