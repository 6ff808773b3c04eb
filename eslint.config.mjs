import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const from = (...rooms) => `^(\\.\\./)+(${rooms.join('|')})(/|$)`;
const OUTSIDE = ['emulator', 'demo', 'tools', 'test'];
const ABOVE = ['canvas', 'Lockt\\w*\\.node', ...OUTSIDE];
const ABOVE_API = ['fields', 'execution', 'resources', 'trigger', ...ABOVE];
const ASKING = ['turns', 'questions', 'compatibility', 'client', 'change'];

/** Imports point one way: what a room may not import. */
const closed = {
	'nodes/Lockt': from(...OUTSIDE),
	'nodes/Lockt/api': from(...ABOVE_API),
	'nodes/Lockt/api/text': from('guard', 'records', 'answers', ...ASKING, ...ABOVE_API),
	'nodes/Lockt/api/guard': from('records', 'answers', ...ASKING, ...ABOVE_API),
	'nodes/Lockt/api/records': from('guard', 'answers', ...ASKING, ...ABOVE_API),
	'nodes/Lockt/api/answers': from(...ASKING, ...ABOVE_API),
	'nodes/Lockt/fields': from('execution', 'resources', 'trigger', ...ABOVE),
	'nodes/Lockt/execution': from('resources', 'trigger', ...ABOVE),
	'nodes/Lockt/resources': from('trigger', ...ABOVE),
	'nodes/Lockt/trigger': from('execution', 'resources', ...ABOVE),
	'nodes/Lockt/trigger/decisions': '^\\.\\./(?!\\.\\./api/)',
	credentials: from('fields', 'execution', 'resources', 'trigger', ...OUTSIDE),
	emulator: from('nodes', 'credentials', 'demo', 'tools', 'test'),
	demo: from('nodes', 'credentials', 'tools', 'test'),
};

const message = 'Imports point one way: see CONTRIBUTING.md.';
const arrows = Object.entries(closed).map(([room, regex]) => ({
	files: [`${room}/**/*.ts`],
	rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
}));

/** The rules n8n's own verification scan applies, plus strict TypeScript over everything. */
export default tseslint.config(
	{ ignores: ['dist/', 'coverage/', 'node_modules/', 'package-lock.json'] },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
		},
	},
	{
		// Node.js built-ins and console are fine in tools, never in what runs inside n8n.
		...n8nCommunityNodesPlugin.configs.recommended,
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { 'no-console': 'error' },
	},
	...arrows,
	{
		files: ['test/**/*.ts'],
		ignores: ['test/fastCheck.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{ name: 'fast-check', message: 'test/fastCheck.ts tries the same cases every time.' },
			],
		},
	},
	{
		files: ['**/*.json'],
		languageOptions: { parser: tseslint.parser },
	},
	{
		files: ['package.json'],
		rules: n8nNodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Switched off by n8n's scan, too: these two are for nodes inside n8n.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// Likewise.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
);
