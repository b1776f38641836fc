import type { SparkService } from '#model/spark-service.js';
import type { Model } from '#model/model.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, type Unknown } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'cpu/image-emulated-architecture',
  severity: 'warning',
  summary: 'A container of Spark runs an image of another processor architecture, under emulation.',
  why: `
An amd64 image on an arm64 engine (or the reverse) runs through QEMU: the JVM is several times slower, heartbeats are
late, and some natives end with "uncaught target signal 11". A \`platform:\` in the file or a tag without the machine's
architecture brings it about.`,
  proof: '`Architecture` of the image that the container was made from, beside that of `docker info`; `platform:` in the file.',
  lookAlikes: 'A platform warning of Compose without this finding is only a warning.',
  remedy: 'Use a tag that has the machine\'s architecture, and drop `platform:`.',
  needs: ['docker'],
  check: (model) => judgeEach(model.services.filter(({ role, replicas }) => role !== 'other' && replicas.length > 0), (service) => judge(model, service)),
});

const NAMES: Readonly<Record<string, string>> = { x86_64: 'amd64', amd64: 'amd64', aarch64: 'arm64', arm64: 'arm64', armv7l: 'arm', armhf: 'arm', i686: '386', i386: '386' };
const nameOf = (architecture: string) => NAMES[architecture] ?? architecture;
/** A 64-bit processor runs its 32-bit code itself. */
const runs = (engine: string, image: string) => engine === image || (engine === 'amd64' && image === '386') || (engine === 'arm64' && image === 'arm');

function judge(model: Model, { name, replicas }: SparkService): readonly (Observation | Unknown)[] {
  const docker = model.facts.docker;
  const found = docker?.images[replicas[0]?.container.Image ?? '']?.Architecture;
  const own = docker?.engine.Architecture;
  if (!found || !own) return [{ unknown: `which architecture the image of ${name} or the engine has` }];
  const [image, engine] = [nameOf(found), nameOf(own)];
  if (runs(engine, image)) return [];
  return [
    {
      subject: serviceSubject(name),
      message: `runs an ${image} image on an ${engine} engine, under emulation`,
      exhibits: [declaredExhibit(model, name, ['platform'], `the image is ${image}`), { label: `the engine is ${engine}`, plane: 'deployed' }],
      remedy: { summary: `use an image for ${engine}, without platform:`, actions: [] },
    },
  ];
}
