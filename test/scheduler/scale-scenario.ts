/** The formula of the oracle's README: as many workers and applications as one likes, the same for everybody. */
export function scaleScenario(workers: number, applications: number, sparkVersion: string): unknown {
  const from1 = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, at) => make(at + 1));
  return {
    id: `scale-${workers}x${applications}`,
    sparkVersion,
    workers: from1(workers, (i) => {
      const cores = 4 + ((7 * i) % 13);
      return { id: `w${i}`, cores, memoryMb: 1024 * cores };
    }),
    applications: from1(applications, (j) => ({
      name: `A${j}`,
      coresMax: 1 + (j % 3),
      executorCores: j % 10 === 0 ? null : 1,
      executorMemoryMb: 512 + 256 * (j % 3),
    })),
  };
}
