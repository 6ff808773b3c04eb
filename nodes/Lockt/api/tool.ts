import type { INode } from 'n8n-workflow';

/** Whether a node is the tool of an AI agent, as n8n makes them of nodes: its model reads what comes as output, and messages. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
