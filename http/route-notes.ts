import type { Schema } from "./openapi-schemas.ts";

/** What the API document says of a route. A test compares the list with the routes there are. */
export type RouteNote = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  summary: string;
  access?: "public" | "person";
  query?: readonly { name: string; description?: string; required?: boolean; schema: Schema }[];
  headers?: readonly { name: string; required?: boolean }[];
  /** A schema, the name of one, or `$Record`, `$Input`, `$Changes`, `$Page`, `$RecordPage` for the object's own. */
  body?: Schema | string;
  multipart?: boolean;
  answer?: Schema | string;
  media?: string;
  status?: number;
};

const text = { type: "string" };
const object = { type: "object" };
const items = { type: "object", properties: { items: { type: "array", items: object } } };
const query = (...names: string[]) => names.map((name) => ({ name, schema: text }));
const ifMatch = [{ name: "If-Match", required: true }];
const idempotencyKey = [{ name: "Idempotency-Key" }];
const credentials = { type: "object", properties: { login: text, password: text }, required: ["login", "password"] };

export const ROUTES: readonly RouteNote[] = [
  { method: "GET", path: "/api/health", summary: "Whether requests can be served", access: "public", answer: object },
  {
    method: "GET",
    path: "/api/v1/setup",
    summary: "Whether the first company is still to be made",
    access: "public",
    answer: object,
  },
  {
    method: "POST",
    path: "/api/v1/setup",
    summary: "Make the first company",
    access: "public",
    body: object,
    answer: object,
    status: 201,
  },
  { method: "GET", path: "/api/v1/session", summary: "Who is signed in", access: "public", answer: object },
  { method: "POST", path: "/api/v1/session", summary: "Sign in", access: "public", body: credentials, answer: object },
  { method: "PATCH", path: "/api/v1/session", summary: "Choose the language", access: "person", body: object, status: 204 },
  { method: "DELETE", path: "/api/v1/session", summary: "Sign out", access: "public", status: 204 },
  { method: "GET", path: "/api/v1/sessions", summary: "Where one is signed in", access: "person", answer: object },
  { method: "DELETE", path: "/api/v1/sessions", summary: "Sign out everywhere", access: "person", status: 204 },
  { method: "DELETE", path: "/api/v1/sessions/:id", summary: "Sign out one device", access: "person", status: 204 },
  {
    method: "POST",
    path: "/api/v1/session/password",
    summary: "Change the password",
    access: "person",
    body: object,
    status: 204,
  },
  { method: "GET", path: "/api/v1/company", summary: "The company's settings", answer: object },
  { method: "PATCH", path: "/api/v1/company", summary: "Change the company's settings", body: object, answer: object },
  {
    method: "POST",
    path: "/api/v1/invitation",
    summary: "Whom an invitation is for",
    access: "public",
    body: object,
    answer: object,
  },
  {
    method: "POST",
    path: "/api/v1/invitation/accept",
    summary: "Accept an invitation with a first password",
    access: "public",
    body: object,
    answer: object,
  },
  { method: "GET", path: "/api/v1/api-keys", summary: "One's API keys", answer: items },
  { method: "POST", path: "/api/v1/api-keys", summary: "Make an API key", body: object, answer: object, status: 201 },
  { method: "DELETE", path: "/api/v1/api-keys/:id", summary: "Revoke an API key", status: 204 },
  { method: "GET", path: "/api/v1/me", summary: "Who I am here", answer: object },
  { method: "GET", path: "/api/v1/model", summary: "The effective model", answer: object },
  { method: "POST", path: "/api/v1/model/objects", summary: "Add an object", body: object, answer: object, status: 201 },
  {
    method: "POST",
    path: "/api/v1/model/objects/:name/fields",
    summary: "Add a field",
    body: object,
    answer: object,
    status: 201,
  },
  { method: "PATCH", path: "/api/v1/model/objects/:name/fields/:field", summary: "Change a field", body: object, status: 204 },
  {
    method: "PUT",
    path: "/api/v1/model/objects/:name/fields/:field/options",
    summary: "Set a field's options",
    body: object,
    status: 204,
  },
  { method: "GET", path: "/api/v1/openapi.json", summary: "This document", answer: object },
  { method: "GET", path: "/api/v1/search", summary: "Search", query: query("q", "objects"), answer: object },
  {
    method: "GET",
    path: "/api/v1/changes",
    summary: "What changed after a position",
    query: query("after", "limit"),
    answer: object,
  },
  { method: "GET", path: "/api/v1/events", summary: "Notices that something changed", answer: text, media: "text/event-stream" },
  { method: "GET", path: "/api/v1/jobs/:id", summary: "How far a job is", answer: "Job" },
  { method: "DELETE", path: "/api/v1/jobs/:id", summary: "Stop a job", status: 204 },
  {
    method: "GET",
    path: "/api/v1/exports",
    summary: "What a list query finds, as a file",
    query: query("object", "format", "filter", "sort", "q", "fields"),
    answer: text,
    media: "application/octet-stream",
  },
  {
    method: "POST",
    path: "/api/v1/exports",
    summary: "What a list query finds, as a file",
    body: object,
    answer: text,
    media: "application/octet-stream",
  },
  {
    method: "GET",
    path: "/api/v1/imports/template",
    summary: "An empty file to fill in",
    query: query("object"),
    answer: text,
    media: "application/octet-stream",
  },
  { method: "GET", path: "/api/v1/imports", summary: "The latest imports, newest first", answer: object },
  {
    method: "POST",
    path: "/api/v1/imports",
    summary: "Upload a file to import, and get its preview",
    multipart: true,
    query: query("object"),
    answer: object,
    status: 201,
  },
  {
    method: "POST",
    path: "/api/v1/imports/:id/again",
    summary: "Import the same file once more, for another object",
    body: object,
    answer: object,
    status: 201,
  },
  { method: "GET", path: "/api/v1/imports/:id", summary: "An import: its columns, mapping and result", answer: object },
  { method: "PATCH", path: "/api/v1/imports/:id", summary: "Set the mapping", body: object, answer: object },
  { method: "POST", path: "/api/v1/imports/:id/dry-run", summary: "Try an import and keep nothing", answer: object, status: 202 },
  { method: "POST", path: "/api/v1/imports/:id/run", summary: "Run an import", answer: object, status: 202 },
  { method: "POST", path: "/api/v1/imports/:id/cancel", summary: "Stop an import", answer: object },
  {
    method: "GET",
    path: "/api/v1/imports/:id/failed.xlsx",
    summary: "The rows that were not taken, with reasons",
    answer: text,
    media: "application/octet-stream",
  },
  {
    method: "GET",
    path: "/api/v1/imports/:id/failed.csv",
    summary: "The rows that were not taken, with reasons",
    answer: text,
    media: "text/csv",
  },
  {
    method: "POST",
    path: "/api/v1/files",
    summary: "Upload a file",
    multipart: true,
    headers: idempotencyKey,
    body: { type: "object", properties: { file: { type: "string", format: "binary" }, aboutObject: text, aboutId: text } },
    answer: "File",
    status: 201,
  },
  {
    method: "GET",
    path: "/api/v1/files/:id/content",
    summary: "Download a file",
    query: query("inline"),
    answer: { type: "string", format: "binary" },
    media: "application/octet-stream",
  },
  {
    method: "GET",
    path: "/api/v1/:objects",
    summary: "List",
    query: query("filter", "sort", "fields", "expand", "limit", "cursor", "q", "can", "deleted"),
    answer: "$Page",
  },
  { method: "POST", path: "/api/v1/:objects/query", summary: "List, asked in a body", body: "Query", answer: "$Page" },
  { method: "POST", path: "/api/v1/:objects/count", summary: "Count", body: "CountQuery", answer: "Count" },
  {
    method: "POST",
    path: "/api/v1/:objects/aggregate",
    summary: "Group and sum",
    body: "AggregateQuery",
    answer: "AggregateAnswer",
  },
  { method: "POST", path: "/api/v1/:objects/duplicates", summary: "What a record would duplicate", body: object, answer: object },
  {
    method: "POST",
    path: "/api/v1/:objects/batch",
    summary: "Write up to 1,000",
    headers: idempotencyKey,
    body: object,
    answer: object,
  },
  {
    method: "POST",
    path: "/api/v1/:objects",
    summary: "Create",
    headers: idempotencyKey,
    query: query("accept", "lines"),
    body: "$Input",
    answer: "$Record",
    status: 201,
  },
  {
    method: "GET",
    path: "/api/v1/:objects/:id",
    summary: "Read",
    query: query("fields", "expand", "can", "lines"),
    answer: "$Record",
  },
  {
    method: "PATCH",
    path: "/api/v1/:objects/:id",
    summary: "Change",
    headers: ifMatch,
    query: query("accept", "lines"),
    body: "$Changes",
    answer: "$Record",
  },
  { method: "DELETE", path: "/api/v1/:objects/:id", summary: "Delete", headers: ifMatch, status: 204 },
  { method: "POST", path: "/api/v1/:objects/:id/restore", summary: "Take back a deletion", answer: "$Record" },
  { method: "GET", path: "/api/v1/:objects/:id/history", summary: "Its history", query: query("cursor", "limit"), answer: items },
  {
    method: "GET",
    path: "/api/v1/:objects/:id/timeline",
    summary: "Its timeline",
    query: query("cursor", "limit"),
    answer: items,
  },
  {
    method: "GET",
    path: "/api/v1/:objects/:id/page",
    summary: "It with what may be done, its newest timeline entries, and how many there are in each list beside it",
    answer: "$RecordPage",
  },
  { method: "GET", path: "/api/v1/:objects/:id/explain", summary: "Why one sees it", query: query("user"), answer: object },
  {
    method: "GET",
    path: "/api/v1/:objects/:id/documents/:document",
    summary: "A document of it: what it says, or with .pdf or .xlsx the file",
    query: query("inline"),
    answer: object,
  },
  { method: "GET", path: "/api/v1/:objects/:id/team", summary: "Its team", answer: items },
  { method: "PUT", path: "/api/v1/:objects/:id/team/:user", summary: "Add to its team", body: "Level", status: 204 },
  { method: "DELETE", path: "/api/v1/:objects/:id/team/:user", summary: "Take out of its team", status: 204 },
  { method: "GET", path: "/api/v1/:objects/:id/shares", summary: "Whom it is shared with", answer: items },
  { method: "PUT", path: "/api/v1/:objects/:id/shares/:kind/:principal", summary: "Share it", body: "Level", status: 204 },
  { method: "DELETE", path: "/api/v1/:objects/:id/shares/:kind/:principal", summary: "Stop sharing it", status: 204 },
  { method: "POST", path: "/api/v1/:objects/:id/:action", summary: "Act", body: object, answer: "$Record" },
  { method: "POST", path: "/api/v1/:objects/:action", summary: "Act on many", body: "ManyTargets", answer: "ManyResults" },
];
