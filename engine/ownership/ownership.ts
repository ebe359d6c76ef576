import type { Filter } from "../object.ts";

/** How a spell began or ended. */
export type How =
  | "created"
  | "assigned"
  | "claimed"
  | "transferred"
  | "imported"
  | "converted"
  | "released"
  | "recycled"
  | "deleted"
  | "handover";

export type Spell = {
  object: string;
  recordId: string;
  ownerId: string;
  from: string;
  to: string | null;
  gained: How;
  lost: How | null;
  reason: string | null;
  poolId: string | null;
};

/** Who holds a record, from when to when. Every change of an owner goes through here; spells answer quotas, caps and cool-downs. */
export type Ownership = {
  /** Takes an ownerless record by one conditional update. Throws `record.already_owned` with the owner's name when another was first. */
  take(object: string, id: string, by: { ownerId: string; how: How; reason?: string; poolId?: string }): Promise<void>;
  /** Gives up the owner; the spell remembers reason and pool. */
  release(object: string, id: string, by: { how: How; reason?: string; poolId?: string }): Promise<void>;
  /** Hands the record from its present owner, if any, to another. */
  transfer(object: string, id: string, by: { ownerId: string; how: How; reason?: string }): Promise<void>;
  /** Records of the object a person holds now, those of a filter if there is one; whoever asks, all of them count. */
  holding(object: string, ownerId: string, where?: Filter): Promise<number>;
  /** Spells a person began in a way since an instant, whether or not they ended: giving back refunds nothing. */
  gainedSince(object: string, ownerId: string, how: How, since: Date, poolId?: string): Promise<number>;
  /** The last time this person let go of this record. */
  lastLost(object: string, id: string, ownerId: string): Promise<Spell | null>;
  current(object: string, id: string): Promise<Spell | null>;
};
