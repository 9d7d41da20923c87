"""Rows of benchmarks/camvid/run: one per search, from what it left in its folder.

rows.py append ROWS SEED NAME FOLDER   adds a row, unless it is there
rows.py cost FOLDER                    prints the predicted milliseconds of a result
rows.py table ROWS                     prints means and spreads over seeds
"""

import json
import math
import pathlib
import statistics
import sys

COLUMNS = [
    "seed", "run", "mIoU", "MACs", "parameters", "predictedMs", "targetMs", "onnxCpuMs", "tfliteCpuMs",
]

# The row of a seed's supernet: the accuracy of the largest network in it, at the time of all branches.
SUPERNET = "supernet"


def read(folder, name):
    return json.loads((pathlib.Path(folder) / name).read_text())


def row(seed, name, folder):
    search = read(folder, "search.json")
    if name == SUPERNET:
        size, cost = search["supernet"], search["cost"]["supernet"]
        accuracy = search["mIoU"]["supernet"]
        return [seed, name, accuracy, size["macs"], size["parameters"], cost, cost, "nan", "nan"]
    times = read(folder, "report.json")["timings"]
    return [
        seed,
        name,
        search["mIoU"]["model"],
        search["model"]["macs"],
        search["model"]["parameters"],
        search["cost"]["model"],
        search["target"]["cost"],
        times["run.onnxruntime"],
        times["run.tflite-xnnpack"],
    ]


def append(rows, seed, name, folder):
    path = pathlib.Path(rows)
    lines = path.read_text().splitlines() if path.exists() else ["\t".join(COLUMNS)]
    if not any(line.split("\t")[:2] == [seed, name] for line in lines):
        lines.append("\t".join(str(value) for value in row(seed, name, folder)))
        path.write_text("\n".join(lines) + "\n")


def figure(values, digits):
    if any(math.isnan(value) for value in values):
        return "-"
    mean = f"{statistics.mean(values):.{digits}f}"
    return mean + (f" ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 else "")


def table(rows):
    lines = [line.split("\t") for line in pathlib.Path(rows).read_text().splitlines()[1:]]
    print("| run | seeds | mIoU % | GMAC | parameters | predicted ms | CPU ms ONNX | CPU ms TFLite |")
    print("|---|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(line[1] for line in lines):
        own = [[float(value) for value in line[2:]] for line in lines if line[1] == name]
        miou, macs, parameters, predicted, _, onnx, tflite = (list(column) for column in zip(*own))
        cells = [
            name,
            str(len(own)),
            figure([100 * value for value in miou], 2),
            figure([value / 1e9 for value in macs], 3),
            figure(parameters, 0),
            figure(predicted, 3),
            figure(onnx, 1),
            figure(tflite, 1),
        ]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "append":
        append(*arguments)
    elif command == "cost":
        print(read(arguments[0], "search.json")["cost"]["model"])
    elif command == "table":
        table(*arguments)
    else:
        sys.exit(__doc__)
