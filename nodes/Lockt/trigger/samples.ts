import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
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
	throw new NodeOperationError(context.getNode(), 'Lockt has nothing to show yet that fits', {
		description:
			'Remove filters, or let it happen once: for door events, open a door. The workflow can be published without a sample',
	});
}
