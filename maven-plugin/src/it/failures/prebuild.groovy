import dev.espalier.maven.ItModels

def models = new File(basedir, 'models')
ItModels.masked(new File(models, 'masked.onnx').toPath(), 1)
ItModels.masked(new File(models, 'changed/model.onnx').toPath(), 4)
ItModels.brightness(new File(models, 'brightness.onnx').toPath())
ItModels.data(new File(models, 'data').toPath(), 1)
new File(models, 'broken.onnx').text = 'no model'

return true
