"""Solves the instances that the example `decision_times` wrote with SciPy and with OR-Tools, and prints one line of figures.

    peers.py FOLDER FIGURES     FOLDER: the instances; FIGURES: a file with the example's own line

A peer is timed for its solving alone, not for building its input. It solves for the tickets that were served: which these
are is a question of priority and age, not of cost. `cost_ratio_max` is our cost over the cheapest possible, at its worst.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment

ROUNDS = 20


def scipy_assignment(costs):
    """Nobody may be asked where the cost is infinite."""
    matrix = np.array([[np.inf if cost is None else cost for cost in row] for row in costs])

    def solve():
        began = time.perf_counter()
        rows, columns = linear_sum_assignment(matrix)
        return time.perf_counter() - began, int(matrix[rows, columns].sum())

    return solve


def ortools_assignment(costs):
    """A flow of one unit from each ticket to one person: the solver for rectangular cases with forbidden pairs."""
    tickets, people = len(costs), len(costs[0])
    source, sink = tickets + people, tickets + people + 1
    pairs = [
        (ticket, tickets + person, cost)
        for ticket, row in enumerate(costs)
        for person, cost in enumerate(row)
        if cost is not None
    ]
    tails = np.array([source] * tickets + [tail for tail, _, _ in pairs] + list(range(tickets, tickets + people)))
    heads = np.array(list(range(tickets)) + [head for _, head, _ in pairs] + [sink] * people)
    unit_costs = np.array([0] * tickets + [cost for _, _, cost in pairs] + [0] * people)

    def solve():
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones_like(tails), unit_costs)
        flow.set_nodes_supplies(np.array([source, sink]), np.array([tickets, -tickets]))
        began = time.perf_counter()
        status = flow.solve()
        took = time.perf_counter() - began
        if status != flow.OPTIMAL:
            raise SystemExit(f"OR-Tools could not solve an instance: {status}")
        return took, int(flow.optimal_cost())

    return solve


def main(folder, ours):
    figures = json.loads(Path(ours).read_text())
    times = {}
    ratios = []
    for path in sorted(Path(folder).glob("*.json")):
        instance = json.loads(path.read_text())
        size = instance["name"].rsplit("-", 1)[0]
        costs = [instance["costs"][ticket] for ticket, _ in instance["assignment"]]
        least = set()
        for peer, prepare in (("scipy", scipy_assignment), ("ortools", ortools_assignment)):
            solve = prepare(costs)
            for _ in range(ROUNDS):
                took, cost = solve()
                times.setdefault(f"{peer}_us_{size}", []).append(took * 1e6)
                least.add(cost)
        if len(least) != 1:
            raise SystemExit(f"the peers disagree about {path.name}: {sorted(least)}")
        # Costs may be below zero for a ward's own people: compared after moving the cheapest pair to one second.
        shift = len(costs) * (1000 - min(cost for row in costs for cost in row if cost is not None))
        ratios.append((instance["cost"] + shift) / (least.pop() + shift))
    for name, measured in times.items():
        for share in (50, 99):
            figures[f"{name}_p{share}"] = round(float(np.percentile(measured, share)), 1)
    figures["cost_ratio_max"] = round(max(ratios), 6)
    print(json.dumps({"bench": "dispatch", "figures": figures}))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
