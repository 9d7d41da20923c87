def log = new File(basedir, 'build.log').text
def target = new File(basedir, 'out put')
def outputs = new File(target, 'generated-resources/espalier')
def sums = { new File(target, "step${it}/SHA256SUMS").text }

// Each build compiled for its reason, and said so.
assert log.contains('nothing was compiled yet')
assert log.contains('model.onnx changed')
assert log.count('<opset> changed') == 1
assert sums(1) != sums(2)
assert sums(2) != sums(3)

// Nothing changed: no file was touched after the third build had copied them.
assert log.count('up to date: ') == 1
def copied = new File(target, 'step3').lastModified()
sums(3).eachLine { assert new File(outputs, it.split('  ')[1]).lastModified() <= copied }
assert sums(3) == sums(4)

// Over budget: the message names the parameter, and the models stay.
assert log.contains('over <maxBytes> 100. Suggestion: see <maxBytes> (-Despalier.maxBytes=...)')
assert !new File(target, 'step5').exists()
assert sums(6) == sums(4)

assert log.contains('skipped (espalier.skip)')
assert log.contains('User property: espalier.modelArtifact')

return true
