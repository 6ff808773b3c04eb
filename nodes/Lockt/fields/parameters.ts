import type { IDisplayOptions, IExecuteFunctions, INode, INodeProperties } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { isBlank } from '../api/text/values';
import { checkField } from './checks';
import type { ReadParameter } from './row';

/**
 * The parameters of a node for one item, all checked before any is used: so that what an expression
 * made of nothing, or of something odd, never widens what is done.
 *
 * @returns reads them; instead of one that is not shown, or blank, it gives what its caller names
 * @throws LocktError for the first that holds something else than its field may
 */
export function parametersOf(
	context: IExecuteFunctions,
	fields: INodeProperties[],
	index: number,
): ReadParameter {
	return checkParameters(fields, context.getNode(), (name) =>
		context.getNodeParameter(name, index),
	);
}

/** The same of a node without items. @param read what n8n makes of a parameter */
export function checkParameters(
	fields: INodeProperties[],
	{ parameters }: INode,
	read: (name: string) => unknown,
): ReadParameter {
	const values: Record<string, unknown> = {};
	for (const field of fields) {
		const { name } = field;
		if (field.type === 'notice') continue;
		const entered: unknown = parameters[name];
		if (entered === undefined || !isShown(field.displayOptions, values)) continue;
		const value = read(name);
		if (isBlank(value) && isOptional(field) && !isExpression(entered)) continue;
		values[name] = checkField(value, field);
	}
	return (name, fallback) => values[name] ?? fallback;
}

/** Of these types a blank one means that there is none. */
const OPTIONAL = new Set(['string', 'dateTime', 'multiOptions', 'json']);

/** Nobody has to fill it in; but who wrote an expression there meant something. */
function isOptional({ type, required }: INodeProperties): boolean {
	return required !== true && OPTIONAL.has(type);
}

function isExpression(entered: unknown): boolean {
	return typeof entered === 'string' && entered.startsWith('=');
}

/** By the fields above it. What n8n knows by itself (@tool) it has heeded: it leaves away what is hidden. */
function isShown(
	{ show = {}, hide = {} }: IDisplayOptions = {},
	values: Record<string, unknown>,
): boolean {
	const matches = ([name, choices]: [string, unknown]) =>
		[values[name]].flat().some((value) => (choices as unknown[]).includes(value));
	const own = (conditions: object) =>
		Object.entries(conditions).filter(([name]) => !name.startsWith('@'));
	return own(show).every(matches) && !own(hide).some(matches);
}

/**
 * A choice that decides what the node does, so that all items must have it alike.
 *
 * @throws LocktError when an expression gave them different ones
 */
export function sameForAll(context: IExecuteFunctions, name: string): unknown {
	const value: unknown = context.getNodeParameter(name, 0);
	if (!isExpression(context.getNode().parameters[name])) return value;
	const items = context.getInputData();
	if (items.every((_, index) => context.getNodeParameter(name, index) === value)) return value;
	throw new LocktError(
		`The items of this node have a different '${name}' each`,
		'Choose one for all of them. Nothing was sent to Lockt',
	);
}
