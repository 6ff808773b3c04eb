import type { INodeProperties, INodePropertyMode, INodeTypeDescription } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LocktApi } from '../../credentials/LocktApi.credentials';
import { Lockt } from '../../nodes/Lockt/Lockt.node';
import { LocktTrigger } from '../../nodes/Lockt/LocktTrigger.node';
import { resources } from '../../nodes/Lockt/resources';

const nodes: INodeTypeDescription[] = [new Lockt().description, new LocktTrigger().description];
const onPanel = nodes.flatMap(({ properties }) => properties);

/** A field with all that is within it: its options, its entries. */
const within = (field: INodeProperties): INodeProperties[] => [
	field,
	...(field.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(within);
		return 'type' in option ? within(option) : [];
	}),
];

/** Every field that a person sees, once for each place of its kind. */
const fields = [...onPanel, ...new LocktApi().properties].flatMap(within);
const fieldsOf = (...types: string[]) => [
	...new Map(
		fields
			.filter(({ type }) => types.includes(type))
			.map((field) => [`${field.displayName} ${JSON.stringify(field)}`, field]),
	).values(),
];

describe('what a person enters', () => {
	it.each(fieldsOf('string', 'number', 'dateTime'))('has an example: $displayName', (field) => {
		expect(field.placeholder).toMatch(/^e\.g\. \S/);
	});

	const COUNTS = ['Limit', 'Batch Size', 'Denials'];

	it.each(fieldsOf('number').filter(({ displayName }) => !COUNTS.includes(displayName)))(
		'says in which unit, where it is a number: $displayName',
		({ displayName }) => {
			expect(displayName).toMatch(/\((%|Seconds|Minutes|Hours|Days)\)$|\b(Days|ID)\b/);
		},
	);

	const modes = fieldsOf('resourceLocator').map(({ displayName, modes = [] }) => ({
		displayName,
		modes,
	}));

	it.each(modes)('is picked in ways that nobody confuses: $displayName', ({ modes }) => {
		const names = modes.map(({ displayName }) => displayName);
		for (const one of names) {
			expect(names.filter((other) => other.startsWith(one))).toEqual([one]);
		}
		expect(names[0]).toBe('From List');
		const byId = names.indexOf('By Lockt ID');
		expect([-1, 1]).toContain(byId);
	});

	it.each(modes)('is picked in ways that n8n calls as this node does: $displayName', (field) => {
		// The editor has words of its own for these, whatever displayName says.
		const [, ...keys] = field.modes.map(({ name }) => name);
		for (const name of ['id', 'url', 'list']) expect(keys).not.toContain(name);
	});

	it.each(modes)('is asked for in English: $displayName', ({ modes }) => {
		const [list] = modes as [INodePropertyMode];
		expect(list.placeholder).toMatch(/^Select (an [aeio]|a [^aeio])[a-z ]*\.\.\.$/);
	});
});

describe('what an AI agent fills in', () => {
	const HOLDERS = ['collection', 'fixedCollection', 'resourceMapper', 'notice', 'credentials'];
	const filled = [...new Lockt().description.properties]
		.flatMap(within)
		.filter(({ type, noDataExpression }) => !noDataExpression && !HOLDERS.includes(type));

	it('has a description for its model, whatever it is', () => {
		const silent = filled.filter(({ description = '' }) => !/[a-z]/.test(description));
		expect(silent.map(({ displayName }) => displayName)).toEqual([]);
	});

	it.each(fieldsOf('resourceLocator'))('says what lists the records: $displayName', (field) => {
		const [, listed] = /\. ([A-Z][\w ]+): Get Many lists /.exec(field.description ?? '') ?? [];
		const { operations } = resources.find(({ name }) => name === listed)!;
		expect(operations.map(({ name }) => name)).toContain('Get Many');
	});

	const choices = filled.filter(
		({ type, options = [] }) => type === 'options' && options.length > 0,
	);

	it.each(choices)('names the values to choose from: $displayName', ({ description, options }) => {
		for (const option of options as Array<{ value: string }>) {
			expect(description).toContain(option.value);
		}
	});
});

describe('the fields to map', () => {
	it.each(fieldsOf('resourceMapper'))(
		'are asked for anew with the operation: $displayName',
		(field) => {
			expect(field.typeOptions?.loadOptionsDependsOn).toEqual(['resource', 'operation']);
		},
	);
});

describe('the panel of a node', () => {
	it('has no field that is called as the one in which n8n asks for the credential', () => {
		expect(onPanel.map(({ displayName }) => displayName)).not.toContain('Credential');
	});

	const operations = resources.flatMap(({ operations }) => operations);

	it.each(operations.filter(({ value }) => value !== 'apiCall'))(
		'calls an operation the same in the list of actions: $action',
		({ name, action }) => {
			expect(`${action.toLowerCase()} `).toMatch(new RegExp(`^${name.toLowerCase()} `));
		},
	);

	it.each(operations.filter(({ needs }) => needs === 'delete'))(
		'says of what cannot be undone that it cannot: $action',
		({ value, action }) => {
			const shown = onPanel
				.filter(({ name }) => name === 'operation')
				.flatMap(
					({ options }) => options as Array<{ value: string; action: string; description: string }>,
				)
				.find((option) => option.action === action);
			expect(shown).toMatchObject({
				value,
				description: expect.stringMatching(/^Cannot be undone\. [A-Z].*\.$/) as string,
			});
		},
	);

	it('has Dry Run switched on wherever somebody adds it', () => {
		const dryRuns = onPanel.flatMap(within).filter(({ name }) => name === 'dryRun');
		expect(dryRuns.length).toBeGreaterThan(10);
		expect(new Set(dryRuns.map((field) => field.default))).toEqual(new Set([true]));
	});

	it.each([
		['user', '"Personnel No" for ID Number, "Given Name" for First Name'],
		['fob', '"Badge No" for Card Number, "Start Date" for Access Effective'],
		['door', '"Location Name" for Location'],
	])('names columns of its own where they are found by themselves: %s', (resource, examples) => {
		const notices = onPanel.filter(
			({ name, displayOptions }) =>
				name === 'automaticNotice' && displayOptions?.show?.resource?.includes(resource),
		);
		expect(notices).not.toEqual([]);
		for (const { displayName } of notices) expect(displayName).toContain(`too: ${examples}.`);
	});

	it('begins with what people come for, and ends with what few do', () => {
		const listed = resources.map(({ value }) => value);
		expect([listed[0], listed.at(-1)]).toEqual(['user', 'system']);
	});
});

describe("n8n's search for nodes", () => {
	it.each(['Lockt', 'LocktTrigger'])('finds %s by what people call it', (name) => {
		const file = path.resolve(__dirname, `../../nodes/Lockt/${name}.node.json`);
		const { alias } = JSON.parse(readFileSync(file, 'utf8')) as { alias: string[] };
		const words = alias.map((word) => word.toLowerCase());
		expect(words).toEqual(
			expect.arrayContaining([
				'fob',
				'badge',
				'key card',
				'door',
				'access',
				'lock',
				'battery',
				'access denied',
				'low battery',
			]),
		);
	});

	it('shows one text for both nodes, which speaks of both', () => {
		const { description } = new LocktTrigger().description;
		expect(description).toMatch(/start workflows/);
		expect(description).toMatch(/manage users, fobs/);
	});
});
