/**
 * Who may import whom. `test/unit/boundaries.test.ts` plants a bad import for every rule and wants it found.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src-', pathNot: allowed.map((folder) => `^${folder}/`) },
});

export default {
  forbidden: [
    only(
      'shared-is-alone',
      'src-shared',
      ['src-shared'],
      'The words of the product depend on nothing of ours.',
    ),
    only('main-knows-shared', 'src-main', ['src-main', 'src-shared'], 'Main imports src-shared only.'),
    only(
      'renderer-knows-shared',
      'src-renderer',
      ['src-renderer', 'src-shared'],
      'The renderer imports src-shared only.',
    ),
    only(
      'server-knows-shared',
      'src-server',
      ['src-server', 'src-shared'],
      'The backend imports src-shared only.',
    ),
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'src-shared runs anywhere: no Node, Electron, DOM library or RxDB.',
      from: { path: '^src-shared/', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '^node:',
          '^(fs|path|os|crypto|http|net|worker_threads)$',
          'node_modules/(electron|rxdb|react|pg|fastify|better-sqlite3[^/]*)/',
        ],
      },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      comment: 'The renderer is a page: it sees no RxDB, SQL, file or Electron.',
      from: { path: '^src-renderer/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: [
          '^node:',
          '^(fs|path|os|crypto|http|net|child_process|worker_threads)$',
          'node_modules/(electron|rxdb|pg|fastify|better-sqlite3[^/]*)/',
        ],
      },
    },
    {
      name: 'core-has-no-electron',
      severity: 'error',
      comment: 'Only the Electron host knows Electron: everything that matters runs without it.',
      from: {
        path: '^src-main/',
        pathNot: [
          '^src-main/host/electron/',
          '^src-main/host/preload\\.ts$',
          '^src-main/index\\.ts$',
          '\\.test\\.ts$',
        ],
      },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'server-has-no-desktop',
      severity: 'error',
      comment: 'The backend knows neither RxDB nor SQLite nor React.',
      from: { path: '^src-server/' },
      to: { path: 'node_modules/(electron|rxdb|react|better-sqlite3[^/]*)/' },
    },
    {
      name: 'server-needs-no-demo',
      severity: 'error',
      comment: 'The backend runs without its demo: embedded PostgreSQL and provider are for trying it.',
      from: { path: '^src-server/', pathNot: ['^src-server/demo/', '^src-server/load/', '\\.test\\.ts$'] },
      to: { path: '^src-server/demo/' },
    },
    {
      name: 'features-are-apart',
      severity: 'error',
      comment: 'A feature of the renderer never imports another one.',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Data flows one way.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: { path: ['^src-', 'node_modules', '^node:', '^[a-z_]+$', '^test/unit/planted'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
