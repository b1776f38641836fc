import { STAND_IN } from '../machine/images.js';
import { must, run } from '../machine/run.js';

const DOCKERFILE = `FROM ${STAND_IN}
ENV OWN=image SECOND=image
LABEL own=image
USER 10:10
WORKDIR /own
VOLUME /own
EXPOSE 7077
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=9s CMD true
ENTRYPOINT ["env"]
CMD ["sleep", "1"]
`;

/** Images of one project: `dressed`, which has a setting of every kind of its own, `idle`, which also sleeps whatever it is told, and the stand-in under a second name. */
export async function tagImages(project: string): Promise<void> {
  await must('docker', ['build', '--quiet', '--tag', dressed(project), '-'], { input: DOCKERFILE, env: { DOCKER_BUILDKIT: '0' } });
  await must('docker', ['build', '--quiet', '--tag', idle(project), '-'], { input: `FROM ${dressed(project)}\nENTRYPOINT ["sh", "-c", "sleep 86400"]\n`, env: { DOCKER_BUILDKIT: '0' } });
  await must('docker', ['tag', STAND_IN, `${STAND_IN}:second-name`]);
}

export async function removeImages(project: string): Promise<void> {
  await run('docker', ['image', 'rm', '--force', idle(project), dressed(project)]);
}

export const dressed = (project: string) => `${STAND_IN}:dressed-${project}`;
export const idle = (project: string) => `${STAND_IN}:idle-${project}`;
