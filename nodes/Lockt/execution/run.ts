import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** Runs an operation over all input items. @param fields those that the operation shows on the canvas */
export type Run = (
	context: IExecuteFunctions,
	fields: INodeProperties[],
) => Promise<INodeExecutionData[]>;
