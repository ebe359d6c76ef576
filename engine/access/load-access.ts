import type { Clock } from "#platform/clock.ts";
import type { Queryable } from "#platform/database.ts";
import type { Actor, Company } from "../ctx.ts";
import type { Model, ModelObject } from "../model/model.ts";
import type { SystemRights } from "../subscriber.ts";
import type { Access, FieldAccess } from "./access.ts";
import { type Opening, predicateOf } from "./branches.ts";
import { type Grant, grantOf } from "./grants.ts";
import { type Organization, type Person, type Role, withBelow } from "./organization.ts";
import { rememberedAccess } from "./remembered-access.ts";
import { answering, resolveBranches } from "./resolve-branches.ts";
import { standingOf } from "./standing.ts";

/** What the actor may do in the company. People's rights are those of their roles at this moment; system actors state theirs as data. */
export async function loadAccess(db: Queryable, company: Company, model: Model, actor: Actor, clock: Clock): Promise<Access> {
  if (actor.kind === "system") return systemAccess(actor.rights);
  const { found, person, ...standing } = await standingOf(db, company, model, actor.userId);
  if (person === null || !person.isActive) return systemAccess({});

  const asking = { company, model, now: clock.now(), userId: person.id, departmentIds: person.departmentIds };
  const key = `${person.id} ${model.version}`;
  const branches = found.get(key) ?? (await resolveBranches(db, asking));
  found.set(key, branches);
  return rememberedAccess(personAccess({ ...asking, ...standing, resolved: answering(branches), person }));
}

/** As if a role refused the verb by its name: neither shares nor inheritance give it. */
const REFUSED: Grant = { scope: "none", isExplicit: true, ownerIds: [], departmentIds: [] };

type PersonFacts = Omit<Opening, "peopleCount" | "grant"> & { organization: Organization; person: Person };

function personAccess({ organization, person, ...facts }: PersonFacts): Access {
  const roles = person.roleIds.map((id) => organization.roles.get(id)).filter((role): role is Role => role !== undefined);
  const grants = new Map<string, Grant>();
  const grant = (object: ModelObject, verb: string) => {
    const key = `${object.name}:${verb}`;
    const needed = object.actions.get(verb)?.needs;
    const isLacking = needed !== undefined && !may(needed);
    const known = grants.get(key) ?? (isLacking ? REFUSED : grantOf(roles, object, verb, person, organization));
    grants.set(key, known);
    return known;
  };
  const may = (right: string) => roles.some(({ rights }) => rights.includes(right) || rights.includes("*"));
  const opening: Opening = {
    ...facts,
    peopleCount: organization.people.size,
    grant,
  };
  return {
    scope: (object, verb) => (object.within === undefined ? grant(object, verb).scope : withinScope(opening, object, verb)),
    predicate: (object, verb, alias) => predicateOf(opening, object, verb, alias),
    field(object, field) {
      const { needs, seenWith } = object.fields.get(field) ?? {};
      if (seenWith !== undefined && !may(seenWith)) return "hide";
      const said = fieldAccess(roles, object, field, (role) => grantOf([role], object, "read", person, organization));
      return said === "edit" && needs !== undefined && !may(needs) ? "read" : said;
    },
    may,
    userId: person.id,
    departmentIds: person.departmentIds,
    departmentTreeIds: withBelow(organization, person.departmentIds),
    nameOf(object, id) {
      if (object === "user") return organization.people.get(id)?.name;
      return object === "department" ? organization.departments.get(id)?.name : undefined;
    },
    departmentOf: (userId) => organization.people.get(userId)?.departmentId,
  };
}

/** What is seen through other records is limited by them alone. */
function withinScope(opening: Opening, object: ModelObject, verb: string): "company" | "none" {
  return predicateOf(opening, object, verb, "t").kind === "none" ? "none" : "company";
}

const OPENNESS: readonly FieldAccess[] = ["hide", "mask", "read", "edit"];

/** The most open of what the roles say; a role without a word on the field leaves it open, if it shows the object at all. */
function fieldAccess(roles: readonly Role[], object: ModelObject, field: string, readGrant: (role: Role) => Grant): FieldAccess {
  if (!roles.some(({ fieldRules }) => fieldRules[object.name]?.[field] !== undefined)) return "edit";
  const showing = roles.filter((role) => readGrant(role).scope !== "none");
  const said = (showing.length > 0 ? showing : roles).map(({ fieldRules }) => fieldRules[object.name]?.[field] ?? "edit");
  return OPENNESS.findLast((each) => said.includes(each)) ?? "hide";
}

function systemAccess(rights: SystemRights): Access {
  const has = (object: ModelObject, verb: string): boolean => {
    const verbs = [...(rights[object.name] ?? []), ...(rights["*"] ?? [])];
    const needed = object.actions.get(verb)?.requires;
    return verbs.includes(verb) || verbs.includes("*") || (needed !== undefined && verbs.includes(needed));
  };
  return {
    scope: (object, verb) => (has(object, verb) ? "company" : "none"),
    predicate: (object, verb) => (has(object, verb) ? { kind: "all" } : { kind: "none" }),
    field: () => "edit",
    may: () => false,
    userId: null,
    departmentIds: [],
    departmentTreeIds: [],
    nameOf: () => undefined,
    departmentOf: () => undefined,
  };
}
