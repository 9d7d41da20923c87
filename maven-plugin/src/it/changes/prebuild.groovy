import dev.espalier.maven.ItModels

ItModels.masked(new File(basedir, 'models/a/model.onnx').toPath(), 1)
ItModels.masked(new File(basedir, 'models/b/model.onnx').toPath(), 4)

return true
