import type { IPollFunctions } from 'n8n-workflow';

/** One node of one workflow, whatever its name. */
export function identifyTrigger(context: IPollFunctions): string {
	return `${String(context.getWorkflow().id)}/${context.getNode().id}`;
}
