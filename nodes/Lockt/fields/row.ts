import type { IDataObject } from 'n8n-workflow';

/** Reads a parameter of the node as it stands for one input item. */
export type ReadParameter = (name: string, fallback?: unknown) => unknown;

/** One input item of an operation that changes something. */
export interface Row {
	parameter: ReadParameter;
	/** The item's own data. */
	input: IDataObject;
	/** Is told which columns of the item hold no field. */
	ignore: (columns: string[]) => void;
	/** Who asks, for whatever has to be traceable. */
	asker: { workflow: string; execution: string };
}
