import { COMPOSE_FILE, type Stack } from './stack.js';

export interface LabJob {
  /** Of the application and, in lower case, of the service. */
  readonly name: string;
  /** Of `incidents/programs`, with its arguments after the name. */
  readonly program: string;
  readonly arguments?: string;
  /** Flags of spark-submit beside the master; 1 core and 512 MiB unless told. */
  readonly asks?: string;
}

export const ONE_CORE = '--total-executor-cores 1 --executor-cores 1 --executor-memory 512m';

/** Writes a job at the end of the compose file of the incident `cluster`, in place of one of its name. */
export async function declare(stack: Stack, job: LabJob): Promise<void> {
  const text = without(await stack.read(COMPOSE_FILE), job.name);
  await stack.write(COMPOSE_FILE, text + service(job));
}

export async function takeOut(stack: Stack, name: string): Promise<void> {
  await stack.edit(COMPOSE_FILE, (text) => without(text, name));
}

const without = (text: string, name: string) => text.replace(new RegExp(`^  ${name.toLowerCase()}:\\n(    .*\\n)+`, 'm'), '');

const service = ({ name, program, arguments: more = '', asks = ONE_CORE }: LabJob) => `\
  ${name.toLowerCase()}:
    <<: *job
    volumes: ["./${program}:/opt/app/${program}:ro"]
    command: >-
      spark-submit --master spark://spark-master:7077 --driver-memory 512m
      ${asks}
      /opt/app/${program} ${[name, more].join(' ').trimEnd()}
`;
