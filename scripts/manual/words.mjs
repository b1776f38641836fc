// What the command line itself does not say of itself: shared by the manual page and the reference.

/** Beside each name of ExitCode: what it means, and the details. */
export const EXIT_CODES = {
  Healthy: {
    means: 'examined, and nothing at or above `--fail-on`',
    more: 'What is silenced by comment, settings or baseline does not count. A command that examines nothing (`rules`, `explain`, `render`, `init` ...) ends with 0 when it did what it was asked.',
  },
  Ill: {
    means: 'at least one finding at or above `--fail-on`',
    more: '`--fail-on` is `warning` unless a flag, `K2DOCTOR_FAIL_ON` or the settings say otherwise; `never` turns this code off.',
  },
  Usage: {
    means: 'wrong usage or input; standard output stays empty',
    more: 'An unknown command, flag, format, rule, source or service; a compose file that is missing, invalid, or beyond the limits; a snapshot, report, baseline or settings file that cannot be read; a `DOCKER_HOST` or context that makes no sense. One line on standard error says what, where (file, line and column where there is a text), and what to do.',
  },
  NotExamined: {
    means: 'required evidence is missing',
    more: 'The compose files and the Docker engine are required unless `--offline`; a master that is ALIVE is required when the project has Spark services that should be running; `--require SOURCE` adds to them. The report is printed all the same, in every format, with what was found and what was not seen.',
  },
  Bug: {
    means: 'a bug in k2doctor',
    more: 'A rule that crashed is reported beside what the others found; anything else prints its trace on standard error. Please report it with those lines.',
  },
  Interrupted: { means: 'interrupted', more: 'By Ctrl-C or a request to end.' },
};

export const ENVIRONMENT = [
  ['K2DOCTOR_FORMAT', 'as `--format`'],
  ['K2DOCTOR_FAIL_ON', 'as `--fail-on`'],
  ['K2DOCTOR_REQUIRE', 'as `--require`, several separated by commas'],
  ['K2DOCTOR_MASTER', 'as `--master`, several separated by commas'],
  ['K2DOCTOR_TIMEOUT', 'as `--timeout`'],
  ['K2DOCTOR_BASELINE', 'as `--baseline`'],
  ['K2DOCTOR_CONFIG', 'as `--config`'],
  ['COMPOSE_FILE, COMPOSE_PROJECT_NAME, COMPOSE_PROFILES, COMPOSE_ENV_FILES ...', 'as in Docker Compose'],
  ['DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH', 'as in Docker'],
  ['NO_COLOR', 'set to anything: no colour, unless `--color always`'],
  ['FORCE_COLOR', 'colour even where the output is no terminal, unless NO_COLOR or `--color never`'],
  ['COLUMNS', 'width of the text where the output is no terminal; 80 without it, and between 60 and 200 always'],
];

export const FILES = [
  ['.k2doctor.yml', 'settings, in the folder of the project or the nearest one above it; `k2doctor init` writes one'],
  ['.k2doctor-baseline.json', 'known findings, where `--write-baseline` is given no other name'],
];
