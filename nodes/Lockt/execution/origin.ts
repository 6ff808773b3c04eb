import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../api/text/text';

/** How n8n calls the trigger of this package. */
const TRIGGER = /\.locktTrigger$/;

/**
 * What Lockt Triggers have put out of which an item comes, whatever the nodes in between have made of it. All of a trigger's
 * where n8n cannot tell which; nothing of one that has not run.
 */
export function readOrigins(context: IExecuteFunctions, index: number): IDataObject[] {
	return context
		.getParentNodes(context.getNode().name)
		.filter(({ type, disabled }) => !disabled && TRIGGER.test(type))
		.flatMap(({ name }) => readOutput(context, `$(${quoteName(name)})`, index));
}

/** Two closing braces would end the expression, wherever they stand. */
const quoteName = (name: string) => JSON.stringify(name).replaceAll('}', String.raw`\u007d`);

function readOutput(context: IExecuteFunctions, node: string, index: number): IDataObject[] {
	const read = (what: string): unknown =>
		context.evaluateExpression(`{{ ${node}.${what} }}`, index);
	if (read('isExecuted') !== true) return [];
	try {
		const own = read('item.json');
		if (isObject(own)) return [own as IDataObject];
	} catch {
		// Nodes in between do not say from which item theirs come.
	}
	return (read('all()') as Array<{ json: IDataObject }>).map(({ json }) => json);
}
