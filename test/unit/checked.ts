import type { INode, INodeProperties } from 'n8n-workflow';
import { checkParameters } from '../../nodes/Lockt/fields/parameters';

/** Reads parameters as an operation does: checked. @param values as they stand after expressions */
export function checked(fields: INodeProperties[], values: Record<string, unknown>) {
	const node = { parameters: values } as unknown as INode;
	return checkParameters(fields, node, (name) => values[name]);
}
