import dev.espalier.maven.ItModels

ItModels.masked(new File(basedir, 'model.onnx').toPath(), 1)
def stored = new File(localRepositoryPath, 'dev/espalier/it/models/stored/1')
ItModels.masked(new File(stored, 'stored-1.onnx').toPath(), 4)

return true
