def log = new File(basedir, 'build.log').text
def failed = { module, text ->
  def message = log.readLines().find { it.contains('Failed to execute goal') && it.contains("project ${module}:") }
  assert message != null : module
  def from = log.indexOf(message)
  assert log.substring(from, Math.min(log.length(), from + 2000)).contains(text) : module
}

failed('broken', '(reason_code=malformed_model). Suggestion: see <model> (-Despalier.model=...)')
failed('missing', 'none.onnx. Suggestion: see <model> (-Despalier.model=FILE)')
failed('no-model', 'there is no model. Suggestion: set one of <model> (-Despalier.model=FILE) and <modelArtifact>')
failed('wrong-option', "<ioLayout> is nhwc or nchw, not 'nhw'; did you mean nhwc? Suggestion: see <ioLayout> (-Despalier.ioLayout=...)")
failed('unresolvable', 'Suggestion: see <modelArtifact> (-Despalier.modelArtifact=...)')
failed('not-compiled', 'nothing was compiled into')
failed('not-compiled', 'Suggestion: run the goal compile (mvn espalier:compile)')
failed('over-time', 'over <budgetMs> 0.0001000. Suggestion: see <budgetMs> (-Despalier.budgetMs=...)')
failed('inaccurate', 'below 0.99. Suggestion: see <minMiou> (-Despalier.minMiou=...)')
failed('twice', 'two files are attached as onnx:fp32. Suggestion: see <classifier> (-Despalier.classifier=...)')
failed('same-folder', 'Suggestion: give execution second an <outputDirectory> (-Despalier.outputDirectory=DIR) of its own')
failed('too-large', 'over <maxBytes> 100. Suggestion: see <maxBytes> (-Despalier.maxBytes=...)')
failed('changed', 'model.onnx is not what was compiled')
failed('changed', 'Suggestion: run the goal compile (mvn espalier:compile)')

// One row of sixteen is labelled wrongly: IoU 7/8 and 8/9.
assert log.contains('model.tflite: mIoU 0.8819')
assert log =~ /checked \.+ SUCCESS/

return true
