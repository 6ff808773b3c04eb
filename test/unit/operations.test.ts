import { contract, nameOf } from '../../emulator/contract';
import { shapes } from '../../emulator/shapes';
import type { INodeProperties } from 'n8n-workflow';
import * as resources from '../../nodes/Lockt/resources';
import type { Operation } from '../../nodes/Lockt/resources/operation';
import { readSamples } from '../engine/readSamples';
import { writeSamples } from '../engine/writeSamples';

/** All operations on the canvas by name, e.g. door create */
const operations = new Map<string, Operation>(
	Object.values(resources).flatMap((resource) =>
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
	it.each(Object.entries(resources))('of %s are exported under its value', (name, { value }) => {
		expect(value).toBe(name);
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

	const writes = names.filter((name) => operations.get(name)!.needs);

	it.each(writes)('%s, which changes something, offers Dry Run', (name) => {
		expect(optionsOf(name)).toContain('dryRun');
	});
});
