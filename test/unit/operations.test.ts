import { existsSync } from 'node:fs';
import path from 'node:path';
import { contract, nameOf } from '../../emulator/contract';
import { shapes } from '../../emulator/shapes';
import type { INodeProperties } from 'n8n-workflow';
import { propertiesOf } from '../../nodes/Lockt/canvas';
import { resources } from '../../nodes/Lockt/resources';
import type { Operation } from '../../nodes/Lockt/resources/operation';
import { readSamples } from '../engine/readSamples';
import { writeSamples } from '../engine/writeSamples';

/** All operations on the canvas by name, e.g. door create */
const operations = new Map<string, Operation>(
	resources.flatMap((resource) =>
		resource.operations.map((one) => [`${resource.value} ${one.value}`, one] as const),
	),
);
const names = [...operations.keys()];

/** The options that an operation offers, e.g. rawDates */
const optionsOf = (name: string) =>
	operations
		.get(name)!
		.fields.filter((field) => field.name === 'options')
		.flatMap(({ options }) => (options as INodeProperties[]).map((option) => option.name));

describe('the operations', () => {
	it.each(resources)('of $value are where one looks for them', ({ value }) => {
		const folder = path.resolve(__dirname, '../../nodes/Lockt/resources');
		const isThere = (name: string) => existsSync(path.join(folder, name));
		expect([`${value}.ts`, value].filter(isThere)).toHaveLength(1);
	});

	/** They ask what somebody says, or everything there is. */
	const withoutSample = ['system apiCall', 'system checkCompatibility'];

	it.each(names.filter((name) => !withoutSample.includes(name)))('%s has a sample', (name) => {
		const samples = operations.get(name)!.needs ? writeSamples : readSamples;
		expect(samples.map(({ operation }) => operation)).toContain(name);
	});

	it.each([...readSamples, ...writeSamples])('$operation is on the canvas', ({ operation }) => {
		expect(names).toContain(operation);
	});

	const dated = readSamples.filter(({ endpoint }) => {
		const { record } = contract.find((row) => nameOf(row) === endpoint)!;
		return record && shapes[record].some(({ datatype }) => datatype === 'date-time');
	});

	it.each(dated)('$operation, which gets dates, offers Raw Dates', ({ operation }) => {
		expect(optionsOf(operation)).toContain('rawDates');
	});

	const choices = propertiesOf(resources).filter(({ name }) => name === 'operation');

	it.each(choices)(
		'$displayOptions.show.resource begin with what reads, and end with what is dangerous',
		({ default: proposed, displayOptions, options }) => {
			const [resource] = displayOptions!.show!.resource as [string];
			const values = (options as Array<{ value: string }>).map(({ value }) => value);
			const needs = values.map((value) => operations.get(`${resource} ${value}`)!.needs ?? 'read');
			expect(proposed).toBe(values.includes('getMany') ? 'getMany' : values[0]);
			expect(values[0]).toBe(proposed);
			expect(needs[0]).toBe('read');
			const isDangerous = needs.map((one) => one === 'delete' || one === 'unlock');
			expect(isDangerous).toEqual(isDangerous.toSorted());
		},
	);

	const writes = names.filter((name) => operations.get(name)!.needs);

	it.each(writes)('%s, which changes something, offers Dry Run', (name) => {
		expect(optionsOf(name)).toContain('dryRun');
	});
});
