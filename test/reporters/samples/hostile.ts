import type { Report } from '#diagnosis/report.js';

import { amounts, EMPTY, job, RULES, service, verdicts, worker } from './base.js';

/** Escapes of terminals, a bell, a change of direction, zero width, markup of every format, a key of JavaScript. */
export const NASTY = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31mred',
  'name\u202Egnp.exe',
  'zero\u200bwidth\ufeff',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '`code` **bold** [link](javascript:alert(1)) | cell @everyone #1 https://evil.example',
  ']]> &amp; \'quote\' "double"',
  '::error file=x::injected%0A\r\n::set-output name=a::b',
  '</details><!-- comment --><style>*{display:none}</style>',
  'line\nbreak\ttab\\',
  '\ud800lone',
  '日本語サービス',
  '{label="x"} 1\n# EOF',
] as const;

const place = { file: 'dir with space/compose,a:b%.yml', line: 3, column: 1 };

export const hostile: Report = {
  ...EMPTY,
  exitCode: 1,
  project: { name: NASTY[0], files: [NASTY[4], NASTY[6]] },
  cluster: {
    masters: [{ url: `spark://${NASTY[1]}:7077`, status: NASTY[2], ui: 'javascript:alert(1)', service: NASTY[5] }],
    sparkVersion: NASTY[7],
    cores: amounts(2, 1),
    memoryBytes: amounts(2 ** 30, 2 ** 20),
    headroom: 0.5,
    workers: NASTY.map((name, at) => worker(name, `id-${String(at)}`, at % 3, { state: at % 4 === 0 ? name : 'ALIVE' })),
    seen: true,
  },
  jobs: NASTY.map((name) =>
    job(name, 1, {
      service: null,
      application: { id: name, name, state: name, waitingSeconds: 3, runningSeconds: null, matchedBy: name },
      settings: { coresMax: { declared: 1, deployed: name, requested: 2 }, [name]: { declared: name, deployed: null, requested: null } },
      divergence: { setting: name, from: 'declared', to: 'deployed' },
      provenance: [{ setting: name, plane: 'declared', value: name, place, via: [name] }],
    }),
  ),
  services: NASTY.map((name) =>
    service(name, 'job', {
      drift: [{ field: name, declared: name, deployed: `${name} ${name}`, place, via: [name], kind: 'edited-not-applied', ignored: null }],
    }),
  ),
  findings: NASTY.map((name, at) => ({
    rule: 'drift/stale-command',
    severity: (['critical', 'warning', 'info'] as const)[at % 3] ?? 'info',
    subject: { kind: 'service', name },
    message: `runs ${name}`,
    explainedBy: null,
    exhibits: [{ label: name, plane: 'declared', place }],
    remedy: { summary: name, commands: ["docker compose up -d -- '$(rm -rf /)'"], effect: name },
    fingerprint: `hostile/${String(at)}`,
    confidence: 'likely',
  })),
  suppressed: [],
  fix: { commands: ["docker compose up -d -- '$(rm -rf /)'"], effect: NASTY[4], prediction: null, alternative: null },
  coverage: { compared: 2, inStep: 1, unknown: 1 },
  blindSpots: NASTY.map((name) => ({ source: 'spark-workers', subject: name, reason: name, remedy: name, required: false })),
  verdicts: verdicts({ 'drift/stale-command': { verdict: 'ill', detail: NASTY[4] }, 'memory/worker-over-limit': { verdict: 'crashed', detail: NASTY[7] } }),
  rules: RULES.map((rule) => ({ ...rule, why: NASTY.join('\n'), helpUri: null })),
};
