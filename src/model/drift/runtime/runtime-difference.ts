/** A difference between what a container passes to Spark and what Spark works with. Both texts are ready to show. */
export interface RuntimeDifference {
  /** The part of the service that passes the value. */
  readonly field: string;
  readonly declared: string;
  readonly deployed: string;
}
