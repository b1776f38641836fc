import { describe, expect, inject, test } from 'vitest';

import { COMPOSE_VERSIONS, dockerConfig } from './machine/compose.js';
import { SPARK_VERSIONS, sparkImage, STAND_IN } from './machine/images.js';
import { must, run } from './machine/run.js';

describe.skipIf(inject('noLab') !== undefined)('the machine', () => {
  test('has an engine that runs containers and limits their memory', async () => {
    const limit = ['sh', '-c', 'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null'];
    const { stdout } = await run('docker', ['run', '--rm', '--memory', '64m', STAND_IN, ...limit]);

    expect(stdout.trim()).toBe(String(64 * 2 ** 20));
  });

  test.each(COMPOSE_VERSIONS)('has Compose %s', async (version) => {
    const env = { DOCKER_CONFIG: dockerConfig(version) };

    expect(await must('docker', ['compose', 'version', '--short'], { env })).toContain(version);
  });

  test.each(SPARK_VERSIONS)('has Spark %s', async (version) => {
    const { stderr } = await run('docker', ['run', '--rm', sparkImage(version), 'spark-submit', '--version']);

    expect(stderr).toContain(`version ${version}`);
  });
});
