import { defineRule, type Observation } from '../define-rule.js';
import { clockOf, eventsOf, killOf } from '../parts/out-of-memory.js';
import { service } from '../parts/seen.js';

export default defineRule({
  id: 'memory/exit-137-not-oom',
  severity: 'info',
  summary: 'A container ended with 137 though nothing ran out of memory: it was killed from outside.',
  why: `
137 is 128 + 9, SIGKILL. \`docker kill\`, and \`docker stop\` after its grace period of 10 s, give it as well as the
kernel does. A driver that has work to finish needs longer than 10 s.`,
  proof: 'Exit code 137, `OOMKilled` false, no `oom` event; `kill` events before `die` where the engine still remembers them.',
  lookAlikes: 'With an `oom` event or OOMKilled it is `memory/container-oom-killed`: never both.',
  remedy: 'Nothing, when it was meant; a longer `stop_grace_period` when it was stopped too fast.',
  needs: ['docker'],
  causes: ['drift/service-not-running'],
  check: (model) => {
    const all = model.services.flatMap((one) => one.replicas.map((replica) => ({ one, replica, kill: killOf(model, replica) })));
    return {
      examined: all.length,
      observations: all.flatMap(({ one, replica, kill }): Observation[] => {
        if (kill?.by !== 'somebody') return [];
        const events = eventsOf(model, replica);
        const signals = events?.filter(({ action }) => action === 'kill').map(({ signal }) => signal ?? '?') ?? [];
        const seen = events === undefined ? 'docker events would tell whether it was killed or stopped' : signals.length > 0 ? `the engine sent it signal ${signals.join(', then ')}` : 'the engine remembers no out-of-memory event of it';
        return [
          {
            subject: service(one.name),
            confidence: events === undefined ? 'likely' : 'seen',
            message: `ended with 137 at ${clockOf(kill.at)} and was not out of memory: it was killed from outside`,
            exhibits: [{ label: `container ${replica.name}: exit code 137, OOMKilled false`, plane: 'deployed' }, { label: seen }],
            remedy: { summary: `nothing if that was meant; else a longer stop_grace_period for ${one.name}`, actions: [] },
            blames: [service(one.name)],
          },
        ];
      }),
      unknown: all.filter(({ kill }) => kill?.by === 'unknown').map(({ replica }) => `why ${replica.name} ended with 137: docker inspect, docker events`),
    };
  },
});
