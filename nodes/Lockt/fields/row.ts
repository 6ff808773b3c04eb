/** Reads a parameter of the node as it stands for one input item. */
export type Parameters = (name: string, fallback?: unknown) => unknown;
