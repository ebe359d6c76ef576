import { type ComponentType, type LazyExoticComponent, lazy } from "react";

export type Section = {
  name: string;
  group: "people" | "business" | "company" | "mine";
  /** The right or object that opens the section; none for what is everybody's own. */
  right?: string;
  object?: string;
  Screen: LazyExoticComponent<ComponentType>;
};

/** The settings in the order of their menu. Who may change something is the server's word; this only spares dead ends. */
export const SECTIONS: readonly Section[] = [
  {
    name: "departments",
    group: "people",
    object: "department",
    Screen: lazy(async () => ({ default: (await import("./DepartmentsSection.tsx")).DepartmentsSection })),
  },
  {
    name: "users",
    group: "people",
    object: "user",
    Screen: lazy(async () => ({ default: (await import("./UsersSection.tsx")).UsersSection })),
  },
  {
    name: "roles",
    group: "people",
    object: "role",
    Screen: lazy(async () => ({ default: (await import("./RolesSection.tsx")).RolesSection })),
  },
  {
    name: "pools",
    group: "business",
    object: "pool",
    Screen: lazy(async () => ({ default: (await import("./PoolsSection.tsx")).PoolsSection })),
  },
  {
    name: "options",
    group: "business",
    right: "configure",
    Screen: lazy(async () => ({ default: (await import("./OptionsSection.tsx")).OptionsSection })),
  },
  {
    name: "fields",
    group: "business",
    right: "configure",
    Screen: lazy(async () => ({ default: (await import("./FieldsSection.tsx")).FieldsSection })),
  },
  {
    name: "company",
    group: "company",
    right: "configure",
    Screen: lazy(async () => ({ default: (await import("./CompanySection.tsx")).CompanySection })),
  },
  {
    name: "profile",
    group: "company",
    object: "companyProfile",
    Screen: lazy(async () => ({ default: (await import("./ProfileSection.tsx")).ProfileSection })),
  },
  {
    name: "keys",
    group: "mine",
    Screen: lazy(async () => ({ default: (await import("./KeysSection.tsx")).KeysSection })),
  },
  {
    name: "security",
    group: "mine",
    Screen: lazy(async () => ({ default: (await import("./SecuritySection.tsx")).SecuritySection })),
  },
];
