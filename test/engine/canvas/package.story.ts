import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Engine, loadPackage, locktNode, type LoadedPackage } from '../engine';

describe('the built package in n8n', () => {
	let loaded: LoadedPackage;
	beforeAll(async () => {
		loaded = await loadPackage();
	});

	it('offers two nodes and one credential', () => {
		expect(Object.keys(loaded.nodeTypes)).toEqual([
			'n8n-nodes-lockt.lockt',
			'n8n-nodes-lockt.locktTrigger',
		]);
		expect(Object.keys(loaded.credentialTypes)).toEqual(['locktApi']);
	});

	it('masks the API key', () => {
		const key = loaded.credentialTypes.locktApi!.properties.find(({ name }) => name === 'apiKey');
		expect(key?.typeOptions?.password).toBe(true);
	});

	it('shows each operation the fields of its own alone', () => {
		const { properties } = loaded.nodeTypes['n8n-nodes-lockt.lockt']!.description;
		const shown = (resource: string, operation: string) =>
			properties
				.filter(({ displayOptions }) => {
					const { resource: r, operation: o } = displayOptions?.show ?? {};
					return r?.includes(resource) && o?.includes(operation);
				})
				.map(({ displayName }: INodeProperties) => displayName);
		expect(shown('location', 'getMany')).toEqual(['Return All', 'Limit']);
		expect(shown('doorBattery', 'getMany')).toEqual(['Return All', 'Limit', 'Filters']);
		expect(shown('system', 'ping')).toEqual([]);
	});

	it('gives every operation a name, an action and a description', () => {
		const { properties } = loaded.nodeTypes['n8n-nodes-lockt.lockt']!.description;
		const operations = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => options as INodePropertyOptions[]);
		expect(operations.length).toBeGreaterThanOrEqual(5);
		for (const { name, action, description } of operations) {
			expect(name).toMatch(/^[A-Z]/);
			expect(action).toMatch(/^[A-Z][a-z ]+( API)?$/);
			expect(description).toMatch(/^[A-Z]/);
		}
	});

	it('says what must not be sent twice, and what cannot be undone', () => {
		const { hints = [] } = loaded.nodeTypes['n8n-nodes-lockt.lockt']!.description;
		const shown = (resource: string, operation: string) => {
			const node = locktNode({ resource, operation });
			const { expression } = new Engine(loaded, {}).workflow(node);
			return hints
				.filter(({ displayCondition }) =>
					// As n8n's editor does.
					expression.getSimpleParameterValue(node, displayCondition, 'internal', {}),
				)
				.map(({ message }) => message);
		};
		expect(shown('door', 'unlock')).toEqual([expect.stringContaining("'Retry On Fail'")]);
		expect(shown('delegate', 'create')).toEqual([expect.stringContaining('twice')]);
		expect(shown('door', 'create')).toEqual([]);
		for (const [resource, operation] of [
			['user', 'anonymize'],
			['user', 'delete'],
			['fob', 'delete'],
		] as const) {
			expect(shown(resource, operation)).toEqual([expect.stringContaining('cannot be undone')]);
		}
	});
});
