export const DEPARTMENTS = [
  { key: "office", name: "总经办", parent: null, code: "D01" },
  { key: "sales", name: "销售中心", parent: null, code: "D02" },
  { key: "east", name: "华东销售部", parent: "sales", code: "D0201" },
  { key: "north", name: "新天国际", parent: "sales", code: "D0202" },
  { key: "marketing", name: "市场部", parent: null, code: "D03" },
] as const;

type Person = {
  login: string;
  name: string;
  department: string;
  position: string;
  role: string;
  manager: string | null;
  head?: true;
};

export const PEOPLE: readonly Person[] = [
  {
    login: "zhoumingyuan",
    name: "周明远",
    department: "office",
    position: "总经理",
    role: "director",
    manager: null,
    head: true,
  },
  { login: "shenjing", name: "沈静", department: "office", position: "财务经理", role: "finance", manager: "zhoumingyuan" },
  { login: "hewei", name: "何伟", department: "office", position: "采购经理", role: "purchasing", manager: "zhoumingyuan" },
  {
    login: "xumin",
    name: "许敏",
    department: "sales",
    position: "销售总监",
    role: "manager",
    manager: "zhoumingyuan",
    head: true,
  },
  { login: "chenlixin", name: "陈立新", department: "east", position: "部门主管", role: "manager", manager: "xumin", head: true },
  { login: "wangfang", name: "王芳", department: "east", position: "客户经理", role: "sales", manager: "chenlixin" },
  { login: "liqiang", name: "李强", department: "east", position: "客户经理", role: "sales", manager: "chenlixin" },
  { login: "zhaomin", name: "赵敏", department: "east", position: "客户经理", role: "sales", manager: "chenlixin" },
  { login: "liuqing", name: "刘庆", department: "north", position: "部门主管", role: "manager", manager: "xumin", head: true },
  { login: "wuting", name: "吴婷", department: "north", position: "客户经理", role: "sales", manager: "liuqing" },
  { login: "zhengkai", name: "郑凯", department: "north", position: "客户经理", role: "sales", manager: "liuqing" },
  {
    login: "linxiao",
    name: "林晓",
    department: "marketing",
    position: "市场专员",
    role: "marketing",
    manager: "zhoumingyuan",
    head: true,
  },
];

/** Who sells: the reps, and the heads of their departments for the large accounts. */
export const SELLERS = ["wangfang", "liqiang", "zhaomin", "wuting", "zhengkai", "liuqing", "chenlixin"] as const;
