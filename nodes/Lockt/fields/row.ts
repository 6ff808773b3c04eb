import type { IDataObject } from 'n8n-workflow';

/** Reads a parameter of the node as it stands for one input item. */
export type ReadParameter = (name: string, fallback?: unknown) => unknown;

/** What to say of the columns of an item that are found by their names. */
export interface Understood {
	/** Those that hold something, and mean no field. */
	ignored: string[];
	/** Those that are not called like the field which they hold. */
	taken: Array<{ column: string; label: string }>;
}

/** One input item of an operation that changes something. */
export interface Row {
	parameter: ReadParameter;
	/** The item's own data. */
	input: IDataObject;
	/** The data of all items of the run: which column holds what is the same in all of them. */
	inputs: IDataObject[];
	/** Is told how the columns of the item were understood, where they are found by their names. */
	tell: (understood: Understood) => void;
	/** What Lockt Triggers have put out of which the item comes. */
	origins: () => IDataObject[];
	/** Who asks, for whatever has to be traceable. */
	asker: { workflow: string; execution: string };
}
