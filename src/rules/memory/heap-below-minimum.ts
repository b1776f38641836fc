import { bytes, formatBytes } from '#units/bytes.js';

import { defineRule, type Observation } from '../define-rule.js';
import { logOf, logsCommand, replicasOf, service } from '../parts/seen.js';

export default defineRule({
  id: 'memory/heap-below-minimum',
  severity: 'warning',
  summary: 'Spark refuses to start because the memory it finds is below its minimum.',
  why: `
A JVM without -Xmx takes a quarter of the memory that it sees: the container's limit, or the whole machine, which with
Docker Desktop or WSL is a small VM. Spark wants 450 MiB of heap in a driver (471859200 bytes) and as much in an
executor, and ends otherwise.`,
  proof: '"System memory N must be at least 471859200" or "Executor memory ..." in the log; the engine\'s total memory.',
  lookAlikes: 'A heap that is large enough and fills up is `memory/jvm-heap-exhausted`.',
  remedy: 'Give the VM more memory (Docker Desktop: Resources; WSL: `memory=` in .wslconfig), or set --driver-memory 512m or more.',
  needs: ['docker'],
  check: (model) => {
    const drivers = replicasOf(model, 'job', 'worker');
    const engine = model.facts.docker?.engine;
    const total = engine?.MemTotal ?? undefined;
    return {
      examined: drivers.length,
      observations: drivers.flatMap(({ service: { name }, replica }): Observation[] => {
        const mark = logOf(model, replica)?.marks['memory-below-minimum'];
        if (mark === undefined) return [];
        const [which = 'System', found = '0', least = '471859200'] = mark.captures;
        return [
          {
            subject: service(name),
            message: `does not start: ${which.toLowerCase()} memory ${formatBytes(bytes(Number(found)))} is below Spark's minimum of ${formatBytes(bytes(Number(least)))}`,
            exhibits: [{ label: `log: ${mark.line.trim().slice(0, 300)}` }, ...(total === undefined ? [] : [{ label: `the engine (${engine?.OperatingSystem ?? 'unknown'}) has ${formatBytes(bytes(total))} in all`, plane: 'deployed' as const }])],
            remedy: { summary: `set ${which === 'Executor' ? '--executor-memory' : '--driver-memory'} 512m or more for ${name}, or give the engine's machine more memory`, actions: [] },
          },
        ];
      }),
      unknown: drivers.filter(({ service: { role }, replica }) => role === 'job' && !replica.running && replica.container.State.ExitCode !== 0 && logOf(model, replica) === undefined).map(({ service: { name } }) => `why ${name} ended: ${logsCommand(name)}`),
    };
  },
});
