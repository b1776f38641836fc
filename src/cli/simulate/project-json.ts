import type { Presentation, ShownSide } from './presentation.js';

/** One document. Absent is null; memory in MiB, as in scenarios. */
export default function projectJson({ before, after, ...rest }: Presentation): string {
  const document = { schemaVersion: 1, ...rest, before: side(before), after: after === null ? null : side(after) };
  return `${JSON.stringify(document, (_, value: unknown) => (value === undefined ? null : value), 2)}\n`;
}

function side({ cores, headroom, keepsHeadroom, answer: { applications, drivers, workers, interchangeable = [] }, picture, stranded }: ShownSide) {
  const sizes = new Map(picture.rows.map((row) => [row.worker, row]));
  return {
    cores,
    headroom,
    keepsHeadroom,
    applications,
    drivers,
    workers: workers.map((worker) => ({ ...worker, cores: sizes.get(worker.id)?.cores, memoryMb: sizes.get(worker.id)?.memoryMb })),
    interchangeable,
    stranded: stranded.map(({ size, executors, cores: idle, memoryMb }) => ({ executorCores: size.executorCores, executorMemoryMb: size.executorMemoryMb, moreExecutors: executors, strandedCores: idle, strandedMemoryMb: memoryMb })),
  };
}
