export type Size = "S" | "M" | "L";

export type Counts = {
  departments: number;
  users: number;
  products: number;
  accounts: number;
  contacts: number;
  leads: number;
  opportunities: number;
  followUps: number;
  contracts: number;
  receipts: number;
};

const LARGE: Counts = {
  departments: 40,
  users: 200,
  products: 20_000,
  accounts: 1_000_000,
  contacts: 1_000_000,
  leads: 1_000_000,
  opportunities: 500_000,
  followUps: 5_000_000,
  contracts: 100_000,
  receipts: 250_000,
};

const DIVISOR: Record<Size, number> = { S: 1_000, M: 20, L: 1 };

/** Records shrink with the size; the company they belong to keeps its people. */
export function countsOf(size: Size): Counts {
  const by = DIVISOR[size];
  const shrunk = Object.entries(LARGE).map(([name, count]) => [
    name,
    name === "users" || name === "departments" ? count : count / by,
  ]);
  return Object.fromEntries(shrunk) as Counts;
}
