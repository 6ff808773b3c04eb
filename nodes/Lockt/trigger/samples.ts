import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { findUnseen } from '../fields/eventTexts';
import { isAskedFor } from './events/filter';
import { refuseAlways } from './events/outsideSchedule';
import { readAllEvents } from './events/reads';
import { refuseUnknownPlaces } from './places';
import type { Settings } from './settings';
import { chooseSources } from './sources';

/**
 * What a person sees who fetches a test event. Nothing is remembered.
 *
 * @throws NodeOperationError when there is nothing to show
 * @throws LocktError when a filter names what is not there
 */
export async function sampleSources(
	context: IPollFunctions,
	settings: Settings,
): Promise<IDataObject[]> {
	await refuseUnknownPlaces(context, settings, ['id']);
	const items: IDataObject[] = [];
	for (const source of chooseSources(settings)) {
		items.push(...(await source.sample(context, settings)));
	}
	if (items.length > 0) return items;
	await refuseUnknownPlaces(context, settings, ['name']);
	await refuseUnseenTexts(context, settings);
	if (settings.outsideSchedule) await refuseAlways(context, settings.outsideSchedule);
	throw new NodeOperationError(context.getNode(), 'Lockt has nothing to show yet that fits', {
		description:
			'Remove filters, or let it happen once: for door events, open a door. The workflow can be published without a sample',
	});
}

/** @throws LocktError where nothing fits since no event shows what a filter wants */
async function refuseUnseenTexts(
	context: IPollFunctions,
	{ causes, texts }: Settings,
): Promise<void> {
	if (texts.length === 0) return;
	const events = await readAllEvents(context);
	const askedFor = events.filter((event) => isAskedFor(event, causes));
	const unseen =
		findUnseen(events, texts) ?? findUnseen(askedFor, texts, "that 'Trigger On' asks for");
	if (unseen === undefined) return;
	throw new LocktError(
		`${unseen[0]!.toUpperCase()}${unseen.slice(1)}`,
		'Pick another one in the filter. If it is right and only has not happened yet, the workflow can be published without a sample',
	);
}
