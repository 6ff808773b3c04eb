import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { propertiesOf } from '../../../nodes/Lockt/canvas';
import { resources } from '../../../nodes/Lockt/resources';
import { fields as triggerFields } from '../../../nodes/Lockt/trigger/fields';
import { locktNode } from '../engine';
import { useLockt } from '../useLockt';

const lockt = useLockt();

type Method = (this: ILoadOptionsFunctions) => Promise<unknown>;

/** What n8n calls when a person opens a field, by the group of methods it is in and the field's own name for it. */
const METHODS = {
	listSearch: 'searchListMethod',
	loadOptions: 'loadOptionsMethod',
	resourceMapping: 'resourceMapperMethod',
};

const nodes = [
	['lockt', JSON.stringify(propertiesOf(resources))],
	['locktTrigger', JSON.stringify(triggerFields)],
] as const;

const opened = nodes.flatMap(([node, text]) =>
	Object.entries(METHODS).flatMap(([group, property]) =>
		[...new Set(text.match(new RegExp(`(?<="${property}":")\\w+`, 'g')))].map(
			(method) => [node, group, method] as const,
		),
	),
);

describe('every field of the canvas that shows what Lockt has', () => {
	it.each(opened)('%s %s %s can be opened', async (node, group, method) => {
		const { methods } = lockt.loaded.nodeTypes[`n8n-nodes-lockt.${node}`]!;
		const { [method]: load } = (methods as Record<string, Record<string, Method>>)[group]!;
		expect(load).toBeDefined();
		const shown = await load!.call(lockt.engine.loadOptions(locktNode({})));
		const list = [shown].flat().flatMap((one) => {
			const { results, fields } = one as { results?: object[]; fields?: object[] };
			return results ?? fields ?? [one as object];
		});
		expect(list.length).toBeGreaterThan(0);
	});
});
