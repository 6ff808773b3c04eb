import { describeOperation, orderOperations } from '../nodes/Lockt/canvas';
import type { Operation, Resource } from '../nodes/Lockt/resources/operation';

/** What the credential must allow, as the README says it. */
const NEEDS: Record<NonNullable<Operation['needs']>, string> = {
	change: 'Changes: All Except Delete',
	delete: 'Changes: All',
	unlock: 'Unlock: Listed Doors or Any Door',
	dependsOnRequest: 'what the request needs',
};

/** The operations of the node as the table of README.md. */
export function operationTable(resources: Resource[]): string {
	const rows = resources.flatMap((resource) =>
		orderOperations(resource.operations).map((operation) => [
			resource.name,
			operation.name,
			describeOperation(operation),
			operation.needs ? NEEDS[operation.needs] : '',
		]),
	);
	const lines = [['Resource', 'Operation', 'What it does', 'Needs'], ['-', '-', '-', '-'], ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
