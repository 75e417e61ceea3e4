// meanings are what a stage may stand for, whatever it is called.
export const meanings = ["none", "draft", "candidate", "running", "suspended", "done", "dropped", "archived"] as const;
