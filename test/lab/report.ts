import * as z from 'zod/mini';

import { lastLines, type Outcome } from './machine/run.js';

const amounts = z.object({ total: z.number(), used: z.number(), free: z.number() });
const subject = z.object({ kind: z.string(), name: z.string() });
const planes = z.object({
  declared: z.nullable(z.union([z.number(), z.string()])),
  deployed: z.nullable(z.union([z.number(), z.string()])),
  requested: z.nullable(z.union([z.number(), z.string()])),
});
const application = z.object({ id: z.string(), name: z.string(), state: z.string(), matchedBy: z.string() });

const report = z.object({
  schemaVersion: z.literal(1),
  exitCode: z.number(),
  project: z.object({ name: z.string(), files: z.array(z.string()) }),
  cluster: z.nullable(
    z.object({
      masters: z.array(z.object({ url: z.string(), status: z.string(), ui: z.string() })),
      sparkVersion: z.nullable(z.string()),
      cores: amounts,
      headroom: z.nullable(z.number()),
      workers: z.array(z.object({ id: z.string(), service: z.nullable(z.string()), state: z.string(), cores: amounts })),
    }),
  ),
  jobs: z.array(
    z.object({
      service: z.nullable(z.string()),
      container: z.nullable(z.string()),
      application: z.nullable(application),
      settings: z.record(z.string(), planes),
      granted: z.nullable(z.object({ cores: z.number(), executors: z.number() })),
      driver: z.nullable(z.object({ host: z.nullable(z.string()), startedBy: z.nullable(z.string()), command: z.nullable(z.string()) })),
      divergence: z.nullable(z.object({ setting: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
  services: z.array(
    z.object({
      service: z.string(),
      drift: z.array(
        z.object({
          field: z.nullable(z.string()),
          declared: z.nullable(z.string()),
          deployed: z.nullable(z.string()),
          place: z.nullable(z.object({ file: z.string(), line: z.number() })),
          kind: z.string(),
        }),
      ),
      recreate: z.nullable(z.boolean()),
      restartNeeded: z.nullable(z.boolean()),
      remedy: z.array(z.string()),
    }),
  ),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['critical', 'warning', 'info']),
      subject,
      message: z.string(),
      explainedBy: z.nullable(z.object({ rule: z.string(), subject })),
      exhibits: z.array(z.object({ label: z.string() })),
      remedy: z.object({ summary: z.string(), commands: z.array(z.string()), effect: z.nullable(z.string()) }),
    }),
  ),
  fix: z.nullable(
    z.object({
      commands: z.array(z.string()),
      prediction: z.nullable(
        z.object({
          cores: amounts,
          headroom: z.nullable(z.number()),
          applications: z.array(
            z.object({ service: z.nullable(z.string()), name: z.string(), state: z.string(), cores: z.number() }),
          ),
        }),
      ),
    }),
  ),
  coverage: z.object({ compared: z.number(), inStep: z.number() }),
  blindSpots: z.array(z.object({ source: z.string(), subject: z.nullable(z.string()), reason: z.string() })),
});

/** The JSON report as a stranger reads it: written from its description, sharing nothing with the program. */
export type Report = z.infer<typeof report>;
export type Finding = Report['findings'][number];

export function parseReport({ code, stdout, stderr }: Outcome): Report {
  try {
    return report.parse(JSON.parse(stdout));
  } catch (error) {
    const printed = `exit ${code}\nstdout: ${stdout.slice(0, 1500)}\nstderr: ${lastLines(stderr)}`;
    throw new Error(`no JSON report of schema version 1: ${String(error)}\n${printed}`, { cause: error });
  }
}

/** Everything a finding says: its sentence and the labels of its exhibits. */
export const said = ({ message, exhibits }: Finding) => [message, ...exhibits.map(({ label }) => label)].join('\n');

export const severe = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity !== 'info');
