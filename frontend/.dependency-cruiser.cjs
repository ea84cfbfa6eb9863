/** Imports point one way: app -> domains -> ui -> kernel -> api (types). */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A lazy import or a type makes no cycle: nothing is evaluated in a circle.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "dynamic-import"] } },
    },
    {
      name: "kernel-knows-neither-ui-nor-domains",
      severity: "error",
      from: { path: "^src/kernel/" },
      to: { path: "^src/(ui|domains|app)/" },
    },
    {
      name: "ui-knows-no-domain",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { path: "^src/(domains|app)/" },
    },
    {
      name: "domains-stay-apart",
      severity: "error",
      from: { path: "^src/domains/([^/]+)/" },
      to: { path: "^src/domains/([^/]+)/", pathNot: "^src/domains/$1/" },
    },
    {
      name: "domains-do-not-reach-into-app",
      severity: "error",
      from: { path: "^src/domains/" },
      to: { path: "^src/app/" },
    },
    {
      name: "screens-are-lazy",
      comment: "A domain's screens are reached through import() only; routes.tsx is the one eager file.",
      severity: "error",
      from: { path: "^src/app/" },
      to: { path: "^src/domains/", pathNot: "/routes\\.tsx?$", dependencyTypesNot: ["dynamic-import"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".json", ".css"] },
  },
};
