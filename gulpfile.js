const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

const copy = (pattern) => () =>
	src(pattern, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));

exports.clean = () => rm('dist', { recursive: true, force: true });

/** Everything n8n reads beside the compiled code: icons, codex files and field previews. */
exports.assets = parallel(
	copy('icons/*.svg'),
	copy('nodes/**/*.node.json'),
	copy('nodes/**/__schema__/**/*.json'),
);
