import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { notice } from '../api/questions/notices';
import { isTool } from '../api/tool';

/** A result of which 'Limit' left something out. */
export interface Cut {
	index: number;
	shown: number;
	all: number;
}

/**
 * Says where 'Limit' left something out, or it would be taken for all there is: beside the output and, where the
 * node is an AI agent's tool, whose model sees the items alone, as one item more.
 */
export function sayCuts(context: IExecuteFunctions, cuts: Cut[]): INodeExecutionData[] {
	const [first] = cuts;
	if (!first) return [];
	const { index, shown, all } = first;
	const which =
		cuts.length === 1
			? `Only ${shown} of ${all} are shown`
			: `The results of ${cuts.length} items are not whole`;
	const text = `${which}, because of 'Limit'. To get all of them switch on 'Return All', or narrow the question by a filter`;
	notice(context, text);
	return isTool(context.getNode()) ? [{ json: { note: text }, pairedItem: { item: index } }] : [];
}
