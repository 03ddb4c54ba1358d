"""One figure made with five tools: a map of three runs of 100 steps, their curves."""

COMMON = '''
import json, os, time
import numpy as np
import ipywidgets
from gdcourse import landscapes
from gdcourse.optimizers import Adam, GradientDescent, Momentum, minimize

f = landscapes.quadratic(10.0, L=1.0)
START, STEPS = (9.0, 3.0), 100
WINDOW = ((-10.0, 10.0), (-6.0, 6.0))
NAMES = ("gradient descent", "heavy ball", "Adam")
RECORD = open({record!r}, "a")
K = np.arange(STEPS + 1)
X, Y = np.linspace(*WINDOW[0], 101), np.linspace(*WINDOW[1], 61)
Z = f.value(np.stack(np.meshgrid(X, Y)))

def compute(lr):
    rules = (GradientDescent(lr), Momentum(lr, momentum=0.5), Adam(lr))
    runs = [minimize(f.value, f.gradient, START, r, steps=STEPS, tol=0) for r in rules]
    curves = [np.maximum(f.value(run.points.T), 1e-12) for run in runs]
    return [run.points.T for run in runs], curves

def timed(move):
    """What one move costs, and where it went, one line each."""
    def moved(*given, **named):
        start = time.process_time()
        done = move(*given, **named)
        cost = time.process_time() - start
        RECORD.write(json.dumps([cost, lr_now()]) + "\\n")
        RECORD.flush()
        return done
    return moved

def new_slider():
    return ipywidgets.FloatSlider(0.3, min=0.01, max=1.0, step=0.01, description="lr",
                                  layout=dict(width="30em"))

print("pid", os.getpid())
'''

# The Matplotlib tools share every line of the drawing.
DRAWING = """
from gdcourse import plotting
from gdcourse.plotting import style

def draw(left, right):
    plotting.contours(left, f.value, WINDOW)
    plotting.minimizer(left, (0, 0))
    left.set_title("Three methods, the same learning rate")
    right.set(xlim=(0, STEPS), ylim=(1e-13, 100), yscale="log", xlabel="step k",
              ylabel="gap", title="What is left after each step")
    looks = [style.line(name) for name in NAMES]
    return [(left.plot([], [], **look)[0],
             right.plot([], [], **look | {"marker": ""})[0]) for look in looks]

def feed(lines, lr):
    for (one, other), p, c in zip(lines, *compute(lr)):
        one.set_data(*p)
        other.set_data(K, c)
"""

OURS = (
    DRAWING
    + """
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure

def numbers(lr):
    paths, curves = compute(lr)
    found = {f"path {n}": p for n, p in zip(NAMES, paths)}
    return found | {f"curve {n}": np.stack([K, c]) for n, c in zip(NAMES, curves)}

def build(state):
    fig, (left, right) = plotting.figure("pair")
    moving = draw(left, right)
    return fig, {f"{kind} {name}": line for name, two in zip(NAMES, moving)
                 for kind, line in zip(("path", "curve"), two)}

def describe(state, numbers):
    return f"Three runs with α = {state['lr']:.2f} on a map, and their values."

figure = LiveFigure("three runs", [Slider("lr", "learning rate", "α", 0.01, 1.0, 0.01,
                    0.3)], numbers, build, None, describe)
lr_now = lambda: figure.state["lr"]
figure.move = timed(figure.move)
figure
"""
)

PYPLOT = (
    DRAWING
    + """
import matplotlib.pyplot as plt

def drawn(lr):
    fig, axes = plt.subplots(1, 2, figsize=(9.6, 4), layout="constrained")
    lines = draw(*axes)
    feed(lines, lr)
    return fig, lines
"""
)

INTERACT = (
    "%matplotlib inline\n"
    "%config InlineBackend.figure_formats = [{formats!r}]\n"
    + PYPLOT
    + """
slider = new_slider()
lr_now = lambda: slider.value

def show(lr):
    drawn(lr)
    plt.show()

box = ipywidgets.interactive(show, lr=slider)
slider.unobserve_all()
update = timed(box.update)
slider.observe(lambda change: update(), names="value")
box.update()
box
"""
)

IPYMPL = (
    "%matplotlib widget\n"
    + PYPLOT
    + """
slider = new_slider()
lr_now = lambda: slider.value
plt.ioff()
fig, lines = drawn(0.3)
plt.ion()
fig.canvas.header_visible = False

@timed
def move(change):
    feed(lines, change["new"])
    fig.canvas.draw_idle()

slider.observe(move, names="value")
ipywidgets.VBox([slider, fig.canvas])
"""
)

PLOTLY = """
import plotly.graph_objects as go
from plotly.subplots import make_subplots
grid = make_subplots(1, 2)
grid.add_trace(go.Contour(x=X, y=Y, z=Z, ncontours=12, showscale=False,
               contours=dict(coloring="lines")), 1, 1)
paths, curves = compute(0.3)
for p in paths:
    grid.add_trace(go.Scatter(x=p[0], y=p[1], mode="lines+markers"), 1, 1)
for c in curves:
    grid.add_trace(go.Scatter(x=K, y=c), 1, 2)
grid.update_yaxes(type="log", range=[-13, 2], row=1, col=2)
grid.update_layout(width=960, height=400, showlegend=False)
fig = go.FigureWidget(grid)
slider = new_slider()
lr_now = lambda: slider.value

@timed
def move(change):
    paths, curves = compute(change["new"])
    with fig.batch_update():
        for trace, p in zip(fig.data[1:4], paths):
            trace.x, trace.y = p
        for trace, c in zip(fig.data[4:], curves):
            trace.y = c

slider.observe(move, names="value")
ipywidgets.VBox([slider, fig])
"""

BQPLOT = """
import bqplot, contourpy
from gdcourse.plotting import style
def panes():
    x, y = bqplot.LinearScale(min=-10, max=10), bqplot.LinearScale(min=-6, max=6)
    k, v = bqplot.LinearScale(min=0, max=STEPS), bqplot.LogScale(min=1e-13, max=100)
    maker = contourpy.contour_generator(X, Y, Z)
    levels = [line for level in np.linspace(0, Z.max(), 14)[1:-1]
              for line in maker.lines(level)]
    still = [bqplot.Lines(x=l[:, 0], y=l[:, 1], scales={"x": x, "y": y},
             colors=["gray"], stroke_width=0.6) for l in levels]
    paths, curves = compute(0.3)
    runs = [bqplot.Lines(x=p[0], y=p[1], scales={"x": x, "y": y}, colors=[c],
            marker="circle", marker_size=12) for p, c in zip(paths, COLORS)]
    losses = [bqplot.Lines(x=K, y=c, scales={"x": k, "y": v}, colors=[color])
              for c, color in zip(curves, COLORS)]
    size = ipywidgets.Layout(width="480px", height="400px")
    axes = [[bqplot.Axis(scale=a), bqplot.Axis(scale=b, orientation="vertical")]
            for a, b in ((x, y), (k, v))]
    return [bqplot.Figure(marks=still + runs, axes=axes[0], layout=size),
            bqplot.Figure(marks=losses, axes=axes[1], layout=size)], runs, losses

COLORS = [style.line(name)["color"] for name in NAMES]
figures, runs, losses = panes()
slider = new_slider()
lr_now = lambda: slider.value

@timed
def move(change):
    paths, curves = compute(change["new"])
    for mark, p in zip(runs, paths):
        with mark.hold_sync():
            mark.x, mark.y = p
    for mark, c in zip(losses, curves):
        mark.y = c

slider.observe(move, names="value")
ipywidgets.VBox([slider, ipywidgets.HBox(figures)])
"""

TOOLS = {
    "ours": OURS,
    "interact, inline": INTERACT,
    "plotly FigureWidget": PLOTLY,
    "bqplot": BQPLOT,
    "ipympl": IPYMPL,
}


def cell(tool: str, record: str, density: int) -> str:
    """The source of the one cell of a tool's notebook."""
    text = COMMON.replace("{record!r}", repr(record)) + TOOLS[tool]
    formats = "retina" if density == 2 else "png"
    return text.replace("{formats!r}", repr(formats))
